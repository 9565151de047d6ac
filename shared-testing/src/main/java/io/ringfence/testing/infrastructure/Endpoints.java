package io.ringfence.testing.infrastructure;

import java.util.List;

/**
 * Where the running servers answer and who may enter PostgreSQL. It has a text form, because one test JVM holds several
 * class loaders (Quarkus makes one for each application) and they share nothing but system properties.
 */
record Endpoints(String bootstrapServers, String host, int postgresPort, String user, String password) {
    private static final String SEPARATOR = "|";

    String toText() {
        return String.join(SEPARATOR, bootstrapServers, host, Integer.toString(postgresPort), user, password);
    }

    static Endpoints fromText(String text) {
        List<String> parts = List.of(text.split("[|]", -1));
        return new Endpoints(parts.get(0), parts.get(1), Integer.parseInt(parts.get(2)), parts.get(3), parts.get(4));
    }
}
