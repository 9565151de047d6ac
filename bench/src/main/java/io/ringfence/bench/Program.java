package io.ringfence.bench;

import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs of the machine inside a network namespace. */
public final class Program {
    private Program() {}

    /** What the program said; a failure with its words where it fails or is not there. */
    public static String run(NetworkNamespace inside, String input, String... command) {
        return inside.call(() -> run(input, List.of(command)));
    }

    /** Whether the program is installed. */
    public static boolean isInstalled(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String run(String input, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
                writer.write(input);
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchFailure(String.join(" ", command) + ": " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new BenchFailure("cannot run " + command.get(0) + "; is it installed?", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static BenchFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchFailure("interrupted", e);
    }
}
