package io.ringfence.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The projection-service from an empty database until it has every event: each time a process of its own, with the
 * settings that {@code ./ringfence up} gives it. The last one runs on, to be asked, until this is closed.
 */
final class ProjectionReplay implements Contestant, AutoCloseable {
    private static final String DATABASE = "ringfence_bench_projection";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int SHOWN_EVERY = 200_000;

    private final Settings settings;
    private @Nullable Process process;
    private @Nullable Postgres database;
    private int port;

    ProjectionReplay(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "projection replay from offset 0, %,d events".formatted(settings.events());
    }

    /** Where the process of the last replay answers. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Replays everything, however long that takes; counted from the first rows to the last, the start of the JVM apart. */
    @Override
    public double perSecond(Duration time) {
        close();
        Postgres fresh = new Postgres(settings.postgresPort(), DATABASE);
        database = fresh;
        process = start();
        try (Connection connection = fresh.connect();
                Statement statement = connection.createStatement()) {
            long first = await(statement, 1);
            long begun = System.nanoTime();
            long shown = SHOWN_EVERY;
            while (shown < settings.events()) {
                await(statement, shown);
                System.out.printf("    %,d of %,d events are in the rows%n", shown, settings.events());
                shown += SHOWN_EVERY;
            }
            await(statement, settings.events());
            return (settings.events() - first) / ((System.nanoTime() - begun) / 1e9);
        } catch (SQLException e) {
            throw new BenchFailure("the projection's rows cannot be read: " + e.getMessage(), e);
        }
    }

    /** A connection to the database of the last replay. */
    Connection connect() throws SQLException {
        return Objects.requireNonNull(database, "there was no replay").connect();
    }

    /** The most memory that the process has had so far, as the kernel counts it (proc(5), VmHWM). */
    long peakMegabytes() {
        Process running = Objects.requireNonNull(process, "no replay runs");
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + running.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    / 1024;
        } catch (IOException e) {
            throw new BenchFailure("the projection's memory cannot be read", e);
        }
    }

    /** Lets PostgreSQL count its rows, as it does by itself within a minute. */
    void analyze() {
        try {
            if (database != null) {
                database.execute("analyze");
            }
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL did not count its rows", e);
        }
    }

    private Process start() {
        port = freePort();
        String postgres = "postgresql://127.0.0.1:" + settings.postgresPort() + "/" + DATABASE;
        try {
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-Dringfence.heads.directory="
                                    + settings.directory().resolve("heads"),
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=" + port,
                            "-Dkafka.bootstrap.servers=" + settings.kafka(),
                            "-Dquarkus.datasource.jdbc.url=jdbc:" + postgres,
                            "-Dquarkus.datasource.reactive.url=" + postgres,
                            "-jar",
                            settings.projection().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "projection-end"));
            return started;
        } catch (IOException e) {
            throw new BenchFailure("the projection-service does not start: " + e.getMessage(), e);
        }
    }

    private Path log() {
        return settings.directory().resolve("projection-service.log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailure("no port is free", e);
        }
    }

    /** Waits until the rows know so many events; how many they know then. */
    private long await(Statement statement, long events) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long known = known(statement);
        while (known < events) {
            if (process == null || !process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchFailure(
                        "the projection has " + known + " of " + settings.events() + " events; its log is " + log());
            }
            Quiet.pause(LOOK_EVERY);
            known = known(statement);
        }
        return known;
    }

    private static long known(Statement statement) throws SQLException {
        return number(statement, "select count(to_regclass('feed_position'))") == 0
                ? 0
                : number(statement, "select coalesce(sum(next_offset), 0) from feed_position");
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            end(process);
            process = null;
        }
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private static void end(Process running) {
        running.destroy();
        try {
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.destroyForcibly();
        }
    }
}
