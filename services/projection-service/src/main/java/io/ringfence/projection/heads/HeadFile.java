package io.ringfence.projection.heads;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Every signed head in the order in which they were made, a line of JSON each. It is there for whoever could rewrite
 * Kafka: to be copied to where they cannot reach.
 */
public final class HeadFile {
    private static final String NAME = "heads.ndjson";

    private final Path file;

    /** The file in a directory. */
    public HeadFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /** Adds a head; on the disk when this returns. A line that was cut off by a crash ends before it. */
    void add(ReadHead head) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String line = (endsInLine(channel) ? "" : "\n") + head.toJson() + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
            for (long place = channel.size(); bytes.hasRemaining(); ) {
                place += channel.write(bytes, place);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the head could not be added to " + file, e);
        }
    }

    private static boolean endsInLine(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return true;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) == '\n';
    }

    /** Its lines; none where there is no file. */
    public List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
