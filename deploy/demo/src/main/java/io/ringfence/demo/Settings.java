package io.ringfence.demo;

import java.net.URI;
import java.util.List;

/**
 * Where the demo finds the product.
 *
 * @param gateway the one door, {@code --gateway=} or {@code -Dringfence.demo.gateway=}
 * @param kafka bootstrap servers, {@code --kafka=} or {@code -Dringfence.demo.kafka=}
 */
record Settings(URI gateway, String kafka) {

    private static final String GATEWAY = "http://127.0.0.1:8080";
    private static final String KAFKA = "127.0.0.1:19092";

    /** Flags go before system properties, these before the defaults; an unknown flag is refused. */
    static Settings of(List<String> flags) {
        for (String flag : flags) {
            if (!flag.startsWith("--gateway=") && !flag.startsWith("--kafka=")) {
                throw new IllegalArgumentException("unknown flag " + flag + "; there are --gateway= and --kafka=");
            }
        }
        return new Settings(URI.create(value("gateway", flags, GATEWAY)), value("kafka", flags, KAFKA));
    }

    private static String value(String name, List<String> flags, String otherwise) {
        String flag = "--" + name + "=";
        return flags.stream()
                .filter(candidate -> candidate.startsWith(flag))
                .map(candidate -> candidate.substring(flag.length()))
                .findFirst()
                .orElseGet(() -> System.getProperty("ringfence.demo." + name, otherwise));
    }
}
