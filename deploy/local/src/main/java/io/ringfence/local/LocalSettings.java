package io.ringfence.local;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the two servers keep their files, where they listen, and what they are to hold.
 *
 * @param directory holds the data and PostgreSQL's log; absolute
 * @param programs where PostgreSQL's programs are unpacked to, once; may be shared by many servers
 * @param databases made when they are not there
 */
public record LocalSettings(Path directory, Path programs, int kafkaPort, int postgresPort, List<String> databases) {
    /** One database for each service that keeps rows: Flyway refuses a schema that is not its own. */
    private static final List<String> DATABASES =
            List.of("group_service", "rule_service", "instance_service", "projection_service");

    /**
     * The settings of a whole local installation: system properties {@code ringfence.local.directory} (default
     * {@code .ringfence/infrastructure}), {@code ringfence.local.programs} (default a directory in that one),
     * {@code ringfence.local.kafka-port} (19092) and {@code ringfence.local.postgres-port} (15432).
     *
     * @throws IllegalArgumentException naming the property, if a port is not in 1..65535
     */
    public static LocalSettings fromSystemProperties() {
        Path directory = Path.of(System.getProperty("ringfence.local.directory", ".ringfence/infrastructure"))
                .toAbsolutePath();
        String programs = System.getProperty("ringfence.local.programs");
        return new LocalSettings(
                directory,
                programs == null ? directory.resolve("postgres-programs") : Path.of(programs),
                port("ringfence.local.kafka-port", 19_092),
                port("ringfence.local.postgres-port", 15_432),
                DATABASES);
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
