package io.ringfence.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Kafka and PostgreSQL, started side by side with every topic and database. Whoever makes one must close it, also when
 * {@link #awaitReady} failed: then one of the two may be running.
 */
public final class LocalServers implements AutoCloseable {
    private final CompletableFuture<KafkaBroker> kafka;
    private final CompletableFuture<PostgresServer> postgres;
    private final CompletableFuture<Void> ready;

    private LocalServers(LocalSettings settings) {
        kafka = CompletableFuture.supplyAsync(() -> startKafka(settings));
        postgres = CompletableFuture.supplyAsync(() -> startPostgres(settings));
        ready = CompletableFuture.allOf(
                kafka.thenAccept(broker -> TopicCreation.createMissing(broker.bootstrapServers())),
                postgres.thenAccept(server -> createDatabases(server, settings)));
    }

    /** Begins to start both and returns at once. */
    public static LocalServers start(LocalSettings settings) {
        return new LocalServers(settings);
    }

    /**
     * Returns when both serve.
     *
     * @throws java.util.concurrent.CompletionException with the cause, when either cannot
     */
    public void awaitReady() {
        ready.join();
    }

    /**
     * Stops both and waits for their end; what is still starting is waited for first, so that nothing stays behind.
     *
     * @throws java.util.concurrent.CompletionException if PostgreSQL did not stop; a server that never started is none
     */
    @Override
    public void close() {
        CompletableFuture<Void> kafkaEnd =
                ifStarted(kafka).thenAcceptAsync(broker -> broker.forEach(KafkaBroker::close));
        CompletableFuture<Void> postgresEnd =
                ifStarted(postgres).thenAcceptAsync(server -> server.forEach(LocalServers::closePostgres));
        CompletableFuture.allOf(kafkaEnd, postgresEnd).join();
    }

    private static KafkaBroker startKafka(LocalSettings settings) {
        try {
            return KafkaBroker.start(settings.directory().resolve("kafka"), settings.kafkaPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer startPostgres(LocalSettings settings) {
        try {
            return PostgresServer.start(
                    settings.directory().resolve("postgres"), settings.programs(), settings.postgresPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createDatabases(PostgresServer server, LocalSettings settings) {
        try {
            server.createDatabases(settings.databases());
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused to make the databases", e);
        }
    }

    private static <T> CompletableFuture<List<T>> ifStarted(CompletableFuture<T> start) {
        return start.handle((server, failure) -> failure == null ? List.of(server) : List.of());
    }

    private static void closePostgres(PostgresServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
