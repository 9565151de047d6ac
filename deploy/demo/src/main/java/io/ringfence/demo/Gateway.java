package io.ringfence.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** The REST door. Every command is sent as one person, so that the audit has a name; JSON in and out. */
final class Gateway {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final URI base;
    private final String actor;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Gateway(URI base, String actor) {
        this.base = base;
        this.actor = actor;
    }

    /** An answer; {@code body} is an empty object where there is none, {@code at} when it had arrived. */
    record Answer(int status, JsonNode body, String atLeast, Instant at) {

        boolean good() {
            return status >= 200 && status < 300;
        }

        /** The revision that a command made. */
        Revision revision() {
            return Revision.parse(atLeast);
        }

        String text(String field) {
            return body.path(field).asText();
        }
    }

    Answer post(String path, ObjectNode body) {
        return send(request(path).POST(BodyPublishers.ofByteArray(Json.write(body))));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** A query that waits until it knows what the given revisions made; none where the text is empty. */
    Answer get(String path, String atLeast) {
        HttpRequest.Builder request = request(path).GET();
        return send(atLeast.isEmpty() ? request : request.header("Ringfence-At-Least", atLeast));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Ringfence-Actor", actor);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Instant arrived = Instant.now();
            return new Answer(
                    response.statusCode(),
                    json(response.body()),
                    response.headers().firstValue("Ringfence-At-Least").orElse(""),
                    arrived);
        } catch (IOException e) {
            throw new DemoFailure("nobody answers at " + base + "; is it up? Try ./ringfence status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", e);
        }
    }

    private JsonNode json(byte[] body) throws IOException {
        try {
            return body.length == 0
                    ? Json.mapper().createObjectNode()
                    : Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new DemoFailure(base + " answered with something that is not JSON", e);
        }
    }
}
