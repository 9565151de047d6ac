package io.ringfence.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ringfence.events.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The one door, as a program uses it. Safe for several threads. */
final class Gateway {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String address;

    Gateway(String address) {
        this.address = address;
    }

    /** What came back; a body that is not JSON fails the test. */
    record Answer(int status, JsonNode body, String atLeast) {
        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " and got " + status + ": " + body);
            }
            return this;
        }

        String text(String member) {
            return body.path(member).asText();
        }
    }

    /** Makes a group without rules; from when this returns on every service knows it. */
    String group(String name) {
        String group = post("/v1/security-groups", "{'name':'%s','defaultRules':false}".formatted(name))
                .expect(201)
                .text("securityGroupId");
        String followers = "rules:" + group + "@1,membership:" + group + "@1";
        get("/v1/security-groups/" + group, followers).expect(200);
        return group;
    }

    Answer post(String path, String json) {
        return post(path, json, Map.of());
    }

    Answer post(String path, String json, Map<String, String> headers) {
        return send("POST", path, json, headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, "", Map.of());
    }

    Answer get(String path) {
        return send("GET", path, "", Map.of());
    }

    /** Asks for at least the state that a command came to. */
    Answer get(String path, String atLeast) {
        return send("GET", path, "", Map.of("Ringfence-At-Least", atLeast));
    }

    /** Any request; single quotes in the JSON stand for double ones, and an empty text for no body. */
    Answer send(String method, String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .method(
                        method,
                        json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"')))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode answer = response.body().length == 0
                    ? MissingNode.getInstance()
                    : Json.mapper().readTree(response.body());
            return new Answer(
                    response.statusCode(),
                    answer,
                    response.headers().firstValue("Ringfence-At-Least").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + method + " " + path, e);
        }
    }
}
