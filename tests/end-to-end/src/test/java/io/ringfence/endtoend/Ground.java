package io.ringfence.endtoend;

import io.ringfence.local.LoopbackPort;
import io.ringfence.local.PostgresServer;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and PostgreSQL of one installation, each a process that can be killed and started again on what it had written.
 * Both wait for their disks as in production. Used by one thread.
 */
final class Ground implements AutoCloseable {
    private static final Path PROGRAMS = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
    private static final Duration BOOT = Duration.ofSeconds(60);

    private final Path directory;
    private final int kafkaPort = LoopbackPort.findFree();
    private final int postgresPort = LoopbackPort.findFree();
    private @Nullable Process kafka;
    private @Nullable PostgresServer postgres;

    private Ground(Path directory) {
        this.directory = directory;
    }

    /** Starts both, side by side, with every topic and these databases. */
    static Ground start(List<String> databases) {
        try {
            Path below = Files.createDirectories(Path.of("target").toAbsolutePath());
            Ground ground = new Ground(Files.createTempDirectory(below, "ground"));
            try {
                Process kafka = ground.launchKafka();
                ground.startPostgres().createDatabases(databases);
                ground.awaitKafka(kafka);
                return ground;
            } catch (IOException | SQLException | RuntimeException | Error e) {
                ground.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the databases could not be made", e);
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    Database database(String name) {
        return new Database(name, "127.0.0.1", postgresPort, PostgresServer.USER, "any");
    }

    /** Ends Kafka as {@code kill -9} does, and starts it again. */
    void killKafka() {
        try {
            end(kafka);
            awaitKafka(launchKafka());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends PostgreSQL's main process as {@code kill -9} does, and starts it again as soon as its children are gone. */
    void killPostgres() {
        end(postmaster());
        closePostgres();
        Waiting.until(BOOT, "PostgreSQL serves again", () -> {
            try {
                startPostgres();
                return true;
            } catch (IOException childrenLeft) {
                return false;
            }
        });
    }

    private Process launchKafka() throws IOException {
        Process started = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaProgram.class.getName(),
                        directory.resolve("kafka").toString(),
                        String.valueOf(kafkaPort))
                .redirectError(Redirect.appendTo(directory.resolve("kafka.log").toFile()))
                .start();
        kafka = started;
        return started;
    }

    private void awaitKafka(Process started) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        if (output.readLine() == null) {
            throw new IllegalStateException("Kafka did not start: " + Files.readString(directory.resolve("kafka.log")));
        }
    }

    private PostgresServer startPostgres() throws IOException {
        PostgresServer started = PostgresServer.start(directory.resolve("postgres"), PROGRAMS, postgresPort);
        postgres = started;
        return started;
    }

    /** Stops what still runs, and gives back the lock on the directory. */
    private void closePostgres() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle postmaster() {
        try {
            Path file = directory.resolve("postgres/data/postmaster.pid");
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(@Nullable Process process) {
        if (process != null) {
            end(process.toHandle());
        }
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        end(kafka);
        closePostgres();
        deleteFiles();
    }

    private void deleteFiles() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
