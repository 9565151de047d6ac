package io.ringfence.testing.infrastructure;

import io.ringfence.local.TopicCreation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Kafka with every topic of the contract, and PostgreSQL, shared by all tests of this JVM. Topics are shared too: a test
 * uses ids of its own and does not count on being alone. Databases are not: each call makes a fresh one.
 */
public final class Infrastructure {
    private static final String RUNNING = "ringfence.testing.endpoints";

    private final Endpoints endpoints;

    private Infrastructure(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * The one of this JVM; the first call starts it, which takes seconds.
     *
     * @throws IllegalStateException if it does not start
     */
    public static Infrastructure shared() {
        // The lock, like what it guards, is one for all class loaders of this JVM.
        synchronized (System.getProperties()) {
            String running = System.getProperty(RUNNING);
            if (running != null) {
                return new Infrastructure(Endpoints.fromText(running));
            }
            Endpoints started = start();
            TopicCreation.createMissing(started.bootstrapServers());
            System.setProperty(RUNNING, started.toText());
            return new Infrastructure(started);
        }
    }

    /** What clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return endpoints.bootstrapServers();
    }

    /**
     * Makes a database that nothing has used yet.
     *
     * @param name tells whose it is, {@code [a-z][a-z0-9_]*}, 50 characters at most; the real name is longer
     */
    public Database database(String name) {
        Database entrance = databaseNamed("postgres");
        String fresh = name + "_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        // Not by DriverManager: it hides a driver that another class loader of this JVM has registered.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(entrance.jdbcUrl());
        try (Connection connection = source.getConnection(entrance.user(), entrance.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + fresh);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + fresh + " could not be made", e);
        }
        return databaseNamed(fresh);
    }

    private Database databaseNamed(String name) {
        return new Database(name, endpoints.host(), endpoints.postgresPort(), endpoints.user(), endpoints.password());
    }

    /** The only place where it is chosen what the tests run on. */
    private static Endpoints start() {
        String wanted = System.getProperty("ringfence.infrastructure", "embedded");
        return switch (wanted) {
            case "embedded" -> EmbeddedServers.start();
            case "containers" -> ContainerServers.dockerAnswers() ? ContainerServers.start() : EmbeddedServers.start();
            default ->
                throw new IllegalStateException("ringfence.infrastructure is embedded or containers, not " + wanted);
        };
    }
}
