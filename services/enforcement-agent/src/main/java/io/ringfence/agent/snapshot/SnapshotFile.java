package io.ringfence.agent.snapshot;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The snapshot in the agent's directory, compressed with gzip, whose checksum tells a damaged one. A new one takes the
 * place of the old in one step when all of it is on the disk. Of one writer.
 */
public final class SnapshotFile {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;

    public SnapshotFile(Path directory) {
        this.file = directory.resolve("snapshot.ndjson.gz");
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * Writes it, and returns when it is safe on the disk.
     *
     * @throws IOException if it cannot be written; then the former one is still there
     */
    public void write(Snapshot snapshot) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            GZIPOutputStream compressed = new GZIPOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            OutputStream out = new BufferedOutputStream(compressed, BUFFER_BYTES);
            SnapshotLines.write(snapshot, out);
            out.flush();
            compressed.finish();
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    /**
     * Reads it; empty where there is none.
     *
     * @throws SnapshotUnreadable if it is damaged or cannot be read
     */
    public Optional<Snapshot> read() throws SnapshotUnreadable {
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES)) {
            return Optional.of(SnapshotLines.read(in));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException damaged) {
            throw new SnapshotUnreadable(file + " is damaged: " + damaged.getMessage(), damaged);
        }
    }
}
