package io.ringfence.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The program behind {@code ./ringfence up}: Kafka and PostgreSQL with every topic and database, until SIGTERM. It says
 * "ready" in one line on standard output when both serve, and ends with exit code 1 and one line on standard error when
 * either cannot. After a kill the next start takes over all that was left.
 */
public final class LocalInfrastructure {
    private static final Logger LOG = Logger.getLogger(LocalInfrastructure.class.getName());

    private LocalInfrastructure() {}

    /** Takes its settings from system properties, as {@link LocalSettings#fromSystemProperties} says. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        configureLogging();
        LocalSettings settings = LocalSettings.fromSystemProperties();
        LocalServers servers = LocalServers.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "infrastructure-stop"));
        try {
            servers.awaitReady();
        } catch (CompletionException e) {
            LOG.log(Level.SEVERE, "no start", e);
            System.err.println("The local infrastructure could not start: " + rootMessage(e));
            System.exit(1);
        }
        System.out.println("ready: Kafka on 127.0.0.1:" + settings.kafkaPort() + ", PostgreSQL on 127.0.0.1:"
                + settings.postgresPort());
        Thread.currentThread().join();
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
