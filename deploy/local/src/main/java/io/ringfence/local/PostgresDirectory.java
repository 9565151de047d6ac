package io.ringfence.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The directory of one PostgreSQL server and what an earlier life of that server may have left in it: a process that
 * still runs, or files that a kill left half initialised. A server may be started only after {@link #prepare}.
 */
final class PostgresDirectory {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path root;

    PostgresDirectory(Path root) {
        this.root = root.toAbsolutePath();
    }

    Path files() {
        return root.resolve("data");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    /** Stops an orphaned server and removes files whose initialisation never came to its end. */
    void prepare() throws IOException {
        Files.createDirectories(root);
        stopServer();
        removeReusedProcessNumber();
        if (Files.exists(files()) && !Files.exists(initialised())) {
            DirectoryRemoval.remove(files());
        }
    }

    /** Stops whatever server runs on these files and waits for its end. */
    void stopServer() throws IOException {
        Optional<ProcessHandle> server = runningServer();
        if (server.isPresent()) {
            stopFast(server.get());
            awaitEnd(server.get());
        }
    }

    /** The server that runs on these files now. */
    Optional<ProcessHandle> runningServer() throws IOException {
        return namedProcess().filter(this::servesTheseFiles);
    }

    /** Waits, for 60 s at most, until the server's process is gone. */
    static void awaitEnd(ProcessHandle server) throws IOException {
        try {
            server.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "PostgreSQL, process " + server.pid() + ", did not stop in " + STOP_LIMIT.toSeconds() + " s", e);
        }
    }

    /** To be called once the server has answered: from then on the files are kept. */
    void markInitialised() throws IOException {
        if (!Files.exists(initialised())) {
            Files.createFile(initialised());
        }
    }

    private Path initialised() {
        return root.resolve("initialised");
    }

    /**
     * After a reboot the number in postmaster.pid may be another program's, and PostgreSQL then refuses to start. A dead
     * process's file stays: from it PostgreSQL learns whether the old server's children are gone.
     */
    private void removeReusedProcessNumber() throws IOException {
        if (namedProcess().isPresent()) {
            Files.delete(processFile());
        }
    }

    private Path processFile() {
        return files().resolve("postmaster.pid");
    }

    private Optional<ProcessHandle> namedProcess() throws IOException {
        if (!Files.exists(processFile())) {
            return Optional.empty();
        }
        Optional<Long> pid =
                Files.readAllLines(processFile()).stream().findFirst().map(Long::valueOf);
        return pid.flatMap(ProcessHandle::of);
    }

    private boolean servesTheseFiles(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(files().toString());
    }

    /** SIGINT is PostgreSQL's fast shutdown: SIGTERM would wait for its clients to leave. */
    private static void stopFast(ProcessHandle server) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
