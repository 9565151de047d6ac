package io.ringfence.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to measure and where it is.
 *
 * @param runs how often each contestant is measured, in turn with the others; 1 or more
 * @param seconds how long each time; 1 or more
 * @param warmUp seconds that each contestant runs before it is measured; 1 or more
 * @param only {@code rest}, {@code kafka} or {@code latency}, or empty for these three; or {@code replay}, which wants
 *     topics that nobody else reads or writes; or {@code image}, which wants nobody else; or {@code forwarding}, {@code
 *     first-load} or {@code updates}, which want the kernel only
 * @param events how many are replayed, and how many instances an image has; 1 or more
 * @param gateway the one door
 * @param ruleService the service behind it, to see what the door costs
 * @param projection the built projection-service
 * @param agent the built enforcement-agent
 * @param kafka bootstrap servers
 * @param postgresPort of the server that holds the event stores, on loopback
 * @param pgbench the program, or empty where there is none
 * @param etcd the program, or empty where there is none
 * @param directory for what lasts only as long as the bench
 */
public record Settings(
        int runs,
        int seconds,
        int warmUp,
        String only,
        int events,
        URI gateway,
        URI ruleService,
        Path projection,
        Path agent,
        String kafka,
        int postgresPort,
        String pgbench,
        String etcd,
        Path directory) {

    private static final Set<String> OF_AN_INSTALLATION = Set.of("rest", "kafka", "latency");
    private static final Set<String> ALONE = Set.of("replay", "image");
    private static final Set<String> OF_THE_KERNEL = Set.of("forwarding", "first-load", "updates");
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("runs", "5"),
            Map.entry("seconds", "10"),
            Map.entry("warm-up", "90"),
            Map.entry("only", ""),
            Map.entry("events", "1000000"),
            Map.entry("gateway", "http://127.0.0.1:8080"),
            Map.entry("rule-service", "http://127.0.0.1:8082"),
            Map.entry("projection", "services/projection-service/target/quarkus-app/quarkus-run.jar"),
            Map.entry("agent", "services/enforcement-agent/target/quarkus-app/quarkus-run.jar"),
            Map.entry("kafka", "127.0.0.1:19092"),
            Map.entry("postgres-port", "15432"),
            Map.entry("pgbench", ""),
            Map.entry("etcd", ""),
            Map.entry("directory", "target/bench"));

    /** Reads {@code --name value} pairs; an unknown name or a value that makes no sense is refused in words. */
    static Settings of(List<String> flags) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (int i = 0; i < flags.size(); i += 2) {
            String name = flags.get(i).replaceFirst("^--", "");
            if (!flags.get(i).startsWith("--") || !DEFAULTS.containsKey(name)) {
                throw new IllegalArgumentException("bench does not know " + flags.get(i) + "; `./ringfence --help`");
            }
            if (i + 1 == flags.size()) {
                throw new IllegalArgumentException("--" + name + " wants a value");
            }
            values.put(name, flags.get(i + 1));
        }
        return of(values);
    }

    private static Settings of(Map<String, String> values) {
        String only = values.getOrDefault("only", "");
        boolean known = only.isEmpty() || ALONE.contains(only) || OF_AN_INSTALLATION.contains(only);
        if (!known && !OF_THE_KERNEL.contains(only)) {
            throw new IllegalArgumentException(
                    "--only is rest, kafka, latency, replay, image, forwarding, first-load or updates, not " + only);
        }
        return new Settings(
                number(values, "runs"),
                number(values, "seconds"),
                number(values, "warm-up"),
                only,
                number(values, "events"),
                URI.create(values.getOrDefault("gateway", "")),
                URI.create(values.getOrDefault("rule-service", "")),
                Path.of(values.getOrDefault("projection", "")),
                Path.of(values.getOrDefault("agent", "")),
                values.getOrDefault("kafka", ""),
                number(values, "postgres-port"),
                values.getOrDefault("pgbench", ""),
                values.getOrDefault("etcd", ""),
                Path.of(values.getOrDefault("directory", "")));
    }

    private static int number(Map<String, String> values, String name) {
        String text = values.getOrDefault(name, "");
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " is not a number: " + text, e);
        }
        throw new IllegalArgumentException("--" + name + " is not 1 or more: " + text);
    }

    /** Whether nothing of an installation is wanted. */
    boolean wantsKernelOnly() {
        return OF_THE_KERNEL.contains(only);
    }

    /** Whether the part is wanted. */
    boolean wants(String part) {
        return only.equals(part) || (only.isEmpty() && OF_AN_INSTALLATION.contains(part));
    }
}
