package io.ringfence.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server beside this JVM, reachable on loopback only, as durable as one in production: what it has
 * committed survives a power cut. Its directory outlives it, and so may the server when this JVM is killed; the next
 * start stops that orphan first and takes its directory over.
 */
public final class PostgresServer implements AutoCloseable {
    /** The superuser; connections on loopback are trusted, so any password will do. */
    public static final String USER = "postgres";

    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final EmbeddedPostgres server;
    private final PostgresDirectory directory;

    private PostgresServer(EmbeddedPostgres server, PostgresDirectory directory) {
        this.server = server;
        this.directory = directory;
    }

    /**
     * Starts the server and returns when it accepts connections.
     *
     * @param root holds its data and its log; made when absent
     * @param binaries where the server's programs are unpacked to, once; may be shared by several servers
     * @param port 1..65535, free on loopback
     * @throws IOException if the port is taken, a directory cannot be written, or the server does not answer within 60 s
     */
    public static PostgresServer start(Path root, Path binaries, int port) throws IOException {
        PostgresDirectory directory = new PostgresDirectory(root);
        directory.prepare();
        LoopbackPort.requireFree(port, "PostgreSQL");
        EmbeddedPostgres server = launch(directory, binaries, port);
        directory.markInitialised();
        return new PostgresServer(server, directory);
    }

    /** The port that clients connect to. */
    public int port() {
        return server.getPort();
    }

    /** The JDBC URL of one of its databases, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /**
     * Makes the databases that are not there yet and leaves the others as they are.
     *
     * @param names of {@code [a-z0-9_]}, beginning with a letter
     */
    public void createDatabases(Collection<String> names) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            for (String name : names) {
                createDatabase(connection, name);
            }
        }
    }

    /** Stops the server, ending its clients' connections, and returns when its process is gone. */
    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> process = directory.runningServer();
        server.close();
        if (process.isPresent()) {
            PostgresDirectory.awaitEnd(process.get());
        }
    }

    private static EmbeddedPostgres launch(PostgresDirectory directory, Path binaries, int port) throws IOException {
        try {
            return settings(directory, binaries, port).start();
        } catch (IOException | RuntimeException failure) {
            // A server that came up too late, or not wholly, must not stay behind.
            directory.stopServer();
            throw failure;
        }
    }

    private static EmbeddedPostgres.Builder settings(PostgresDirectory directory, Path binaries, int port) {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.files())
                .setOverrideWorkingDirectory(binaries.toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_LIMIT)
                .setOutputRedirector(Redirect.appendTo(directory.log().toFile()))
                // The library switches all three off; an event store without them loses what it has answered.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                // The indexes of a few million rows; memory is taken only as it is used.
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                // Sockets would go to /tmp, where another user's leftovers can keep the server from starting.
                .setServerConfig("unix_socket_directories", "");
    }

    private static void createDatabase(Connection connection, String name) throws SQLException {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        if (!exists(connection, name)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select from pg_database where datname = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }
}
