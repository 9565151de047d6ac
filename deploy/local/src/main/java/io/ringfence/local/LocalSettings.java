package io.ringfence.local;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the local infrastructure keeps its files and listens; every value is a system property with a default.
 *
 * @param directory {@code ringfence.local.directory}, default {@code .ringfence/infrastructure}
 * @param kafkaPort {@code ringfence.local.kafka-port}, default 19092
 * @param postgresPort {@code ringfence.local.postgres-port}, default 15432
 */
record LocalSettings(Path directory, int kafkaPort, int postgresPort) {
    /** One database for each service that keeps rows: Flyway refuses a schema that is not its own. */
    static final List<String> DATABASES =
            List.of("group_service", "rule_service", "instance_service", "projection_service");

    static LocalSettings fromSystemProperties() {
        return new LocalSettings(
                Path.of(System.getProperty("ringfence.local.directory", ".ringfence/infrastructure"))
                        .toAbsolutePath(),
                port("ringfence.local.kafka-port", 19_092),
                port("ringfence.local.postgres-port", 15_432));
    }

    private static int port(String property, int byDefault) {
        String text = System.getProperty(property);
        if (text == null) {
            return byDefault;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(property + " is not a number: " + text, e);
        }
        throw new IllegalArgumentException(property + " is not in 1..65535: " + text);
    }
}
