package io.ringfence.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The namespaces that a lab of this name left behind when its process was killed. */
final class Leftovers {

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Pattern OF_A_PROCESS = Pattern.compile("(rf-[a-z]+)(\\d+)-.*");

    private Leftovers() {}

    /** The names of the namespaces that begin so and are there now. */
    static List<String> withPrefix(String prefix) {
        if (!Files.isDirectory(NAMESPACES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(NAMESPACES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a lab about to be built in the place of this prefix must remove: everything with the same prefix and, if the
     * prefix names a process, everything of its owner whose process is no more.
     */
    static List<String> inTheWayOf(String prefix) {
        Matcher own = OF_A_PROCESS.matcher(prefix);
        String owner = own.matches() ? own.group(1) : prefix;
        return withPrefix(owner).stream()
                .filter(name -> name.startsWith(prefix) || abandoned(owner, name))
                .toList();
    }

    private static boolean abandoned(String owner, String name) {
        Matcher matcher = OF_A_PROCESS.matcher(name);
        return matcher.matches()
                && matcher.group(1).equals(owner)
                && ProcessHandle.of(Long.parseLong(matcher.group(2))).isEmpty();
    }
}
