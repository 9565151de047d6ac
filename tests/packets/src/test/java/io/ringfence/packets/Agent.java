package io.ringfence.packets;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import io.ringfence.lab.Machine;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The built enforcement agent as a process, working inside one host's namespace. */
final class Agent implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Machine host;
    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private ServiceProcess process;

    private Agent(Machine host, Map<String, String> settings) {
        this.host = host;
        this.settings = settings;
        this.process = start();
    }

    /**
     * Starts one that knows nothing yet, and does not wait; its jar must be built.
     *
     * @param more settings than it needs
     */
    static Agent start(Machine host, String bootstrapServers, Map<String, String> more) {
        Path state = state(host);
        forget(state);
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "ringfence.agent.host", Scribe.hostName(host).value(),
                "ringfence.agent.network-namespace", host.namespace(),
                "ringfence.agent.state-directory", state.toString()));
        settings.putAll(more);
        return new Agent(host, settings);
    }

    /** Where the agent of a host keeps what it knows. */
    static Path state(Machine host) {
        return Path.of("target", "agents", host.namespace());
    }

    private static void forget(Path state) {
        try {
            Files.deleteIfExists(state.resolve("snapshot.ndjson.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceProcess start() {
        return new ServiceProcess("agent-" + host.name(), "services/enforcement-agent", settings).start();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.kill();
    }

    /** Starts again what has ended, with what it knows. */
    void startAgain() {
        process = start();
    }

    /** From its next start on the agent looks for Kafka here. */
    void kafkaIsAt(String bootstrapServers) {
        settings.put("kafka.bootstrap.servers", bootstrapServers);
    }

    /** Runs {@code ringfence-agent COMMAND} with the agent's settings, and says what it printed. */
    String command(String command) {
        return process.run(command);
    }

    void awaitReady() {
        process.awaitReady();
    }

    /**
     * Waits until the agent has read all that was written, has changed the kernel accordingly and lets every instance
     * of its host pass through its policy.
     */
    void awaitEnforced(Scribe scribe) {
        Waiting.until(
                BOUND,
                () -> "agent of " + host.name() + " enforces all that was written; it says " + status() + "\n"
                        + process.logTail(),
                () -> enforces(status(), scribe));
    }

    /** What it says of itself; nothing while it starts. */
    JsonNode status() {
        return json("/status");
    }

    /** What each rule has decided; nothing while it starts. */
    JsonNode rules() {
        return json("/rules");
    }

    String metrics() {
        return get("/q/metrics")
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .orElse("");
    }

    private JsonNode json(String path) {
        return get(path)
                .map(body -> {
                    try {
                        return Json.mapper().readTree(body);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElseGet(() -> Json.mapper().createObjectNode());
    }

    /** Empty while it starts. */
    private Optional<byte[]> get(String path) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(process.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            if (process.isAlive()) {
                return Optional.empty();
            }
            throw new AssertionError("agent of " + host.name() + " has ended\n" + process.logTail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean enforces(JsonNode status, Scribe scribe) {
        return !status.has("applyFailure")
                && "KERNEL".equals(status.path("mode").asText())
                && scribe.written().entrySet().stream()
                        .allMatch(end -> positions(status).getOrDefault(end.getKey(), 0L) >= end.getValue())
                && states(status).equals(expectedStates(scribe));
    }

    private static Map<TopicPartition, Long> positions(JsonNode status) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (JsonNode position : status.path("positions")) {
            positions.put(
                    new TopicPartition(
                            position.path("topic").asText(),
                            position.path("partition").asInt()),
                    position.path("nextOffset").asLong());
        }
        return positions;
    }

    private static Map<String, String> states(JsonNode status) {
        Map<String, String> states = new HashMap<>();
        for (JsonNode instance : status.path("instances")) {
            states.put(
                    instance.path("instanceId").asText(), instance.path("state").asText());
        }
        return states;
    }

    private Map<String, String> expectedStates(Scribe scribe) {
        Map<String, String> states = new HashMap<>();
        scribe.image()
                .instancesOn(Scribe.hostName(host))
                .map(InstanceImage::instanceId)
                .forEach(id -> states.put(id.value(), "ENFORCED"));
        return states;
    }
}
