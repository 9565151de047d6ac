package io.ringfence.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The program behind {@code ./ringfence up}: Kafka and PostgreSQL side by side, with every topic and database, until
 * SIGTERM. It says "ready" in one line on standard output when both serve, and ends with exit code 1 and one line on
 * standard error when either cannot. After a kill the next start takes over all that was left.
 */
public final class LocalInfrastructure {
    private static final Logger LOG = Logger.getLogger(LocalInfrastructure.class.getName());

    private final CompletableFuture<KafkaBroker> kafka;
    private final CompletableFuture<PostgresServer> postgres;
    private final CompletableFuture<Void> ready;

    private LocalInfrastructure(LocalSettings settings) {
        kafka = CompletableFuture.supplyAsync(() -> startKafka(settings));
        postgres = CompletableFuture.supplyAsync(() -> startPostgres(settings));
        ready = CompletableFuture.allOf(
                kafka.thenAccept(broker -> TopicCreation.createMissing(broker.bootstrapServers())),
                postgres.thenAccept(LocalInfrastructure::createDatabases));
    }

    /** Takes its settings from system properties, as {@link LocalSettings} says. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        configureLogging();
        LocalSettings settings = LocalSettings.fromSystemProperties();
        LocalInfrastructure infrastructure = new LocalInfrastructure(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(infrastructure::stop, "infrastructure-stop"));
        try {
            infrastructure.ready.join();
        } catch (CompletionException e) {
            LOG.log(Level.SEVERE, "the local infrastructure could not start", e.getCause());
            System.err.println("The local infrastructure could not start: " + rootMessage(e));
            System.exit(1);
        }
        System.out.println("ready: Kafka on 127.0.0.1:" + settings.kafkaPort() + ", PostgreSQL on 127.0.0.1:"
                + settings.postgresPort());
        Thread.currentThread().join();
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
                    settings.directory().resolve("postgres"),
                    settings.directory().resolve("postgres-programs"),
                    settings.postgresPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createDatabases(PostgresServer server) {
        try {
            server.createDatabases(LocalSettings.DATABASES);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused to make the databases", e);
        }
    }

    /** Also waits for what is still starting, so that a stop right after the start leaves nothing behind. */
    private void stop() {
        CompletableFuture.allOf(
                        kafka.thenAcceptAsync(KafkaBroker::close),
                        postgres.thenAcceptAsync(LocalInfrastructure::closePostgres))
                .exceptionally(failure -> {
                    System.err.println("The local infrastructure did not stop cleanly: " + rootMessage(failure));
                    return null;
                })
                .join();
    }

    private static void closePostgres(PostgresServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    private static void configureLogging() throws IOException {
        try (InputStream settings = LocalInfrastructure.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
        }
    }
}
