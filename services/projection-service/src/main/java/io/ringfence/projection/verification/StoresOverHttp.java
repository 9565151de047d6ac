package io.ringfence.projection.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks each service's {@code /internal/heads}. */
final class StoresOverHttp implements Stores {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration BEGIN_WITHIN = Duration.ofMinutes(1);

    private final Map<String, URI> services;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    /** @param services by the topic of their events */
    StoresOverHttp(Map<String, URI> services) {
        this.services = Map.copyOf(services);
    }

    @Override
    public Set<String> topics() {
        return services.keySet();
    }

    @Override
    public void heads(String topic, Instant until, Consumer<StoredHead> to) {
        read(
                topic,
                "until=" + encoded(Micros.format(until)),
                line -> to.accept(new StoredHead(
                        line.path("aggregate").asText(),
                        line.hasNonNull("revision")
                                ? Long.valueOf(line.path("revision").asLong())
                                : null,
                        text(line, "hash"),
                        text(line, "failure"))));
    }

    @Override
    public List<String> chain(String topic, String aggregate) {
        List<String> chain = new ArrayList<>();
        read(topic, "aggregate=" + encoded(aggregate), line -> {
            String hash = text(line, "hash");
            if (hash != null) {
                chain.add(hash);
            }
        });
        return chain;
    }

    private static @Nullable String text(JsonNode line, String member) {
        return line.hasNonNull(member) ? line.path(member).asText() : null;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** The last line says that it is the last one. */
    private void read(String topic, String query, Consumer<JsonNode> to) {
        URI uri = URI.create(services.get(topic) + "/internal/heads?" + query);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(BEGIN_WITHIN).GET().build();
        try {
            HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new NotAsked(uri + " answers " + answer.statusCode(), null);
                }
                boolean whole = false;
                for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                    JsonNode line = Json.mapper().readTree(each.next());
                    whole = line.path("end").asBoolean();
                    if (!whole) {
                        to.accept(line);
                    }
                }
                if (!whole) {
                    throw new NotAsked("the answer of " + uri + " is cut off", null);
                }
            }
        } catch (JsonProcessingException e) {
            throw new NotAsked(uri + " answers no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new NotAsked(uri + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAsked(uri + " was not waited for", e);
        }
    }
}
