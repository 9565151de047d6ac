package io.ringfence.gateway.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import io.ringfence.gateway.Backend;
import io.ringfence.gateway.BackendClient;
import io.ringfence.gateway.BackendClient.Answer;
import io.ringfence.gateway.health.ServiceHealth.Status;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks every service for its readiness, all at once, each within the health timeout. Never fails. */
@Singleton
public final class ReadinessCheck {
    private static final String READY = "/q/health/ready";
    private static final int OK = 200;

    private final BackendClient client;

    ReadinessCheck(BackendClient client) {
        this.client = client;
    }

    /** What each of them says, in the order of {@link Backend}. */
    Future<SystemHealth> ask() {
        List<Future<ServiceHealth>> asked =
                Arrays.stream(Backend.values()).map(this::ask).toList();
        return Future.all(asked).map(all -> SystemHealth.of(all.list()));
    }

    private Future<ServiceHealth> ask(Backend backend) {
        long start = System.nanoTime();
        return client.get(backend, READY)
                .map(answer -> said(backend, start, answer))
                .otherwise(failure -> silent(backend, start, failure));
    }

    private static ServiceHealth said(Backend backend, long start, Answer answer) {
        return answer.status() == OK
                ? new ServiceHealth(backend.toString(), Status.UP, millisSince(start), null)
                : new ServiceHealth(backend.toString(), Status.DOWN, millisSince(start), whatIsDown(answer));
    }

    /** The names of the checks that are down; the body has the form of MicroProfile Health. */
    private static String whatIsDown(Answer answer) {
        try {
            JsonNode checks = Json.mapper().readTree(answer.body().getBytes()).path("checks");
            String down = StreamSupport.stream(checks.spliterator(), false)
                    .filter(check -> !"UP".equals(check.path("status").asText()))
                    .map(check -> check.path("name").asText())
                    .collect(Collectors.joining(", "));
            return down.isEmpty() ? "status " + answer.status() : "not ready: " + down;
        } catch (IOException e) {
            return "status " + answer.status() + " without a readable body";
        }
    }

    private static ServiceHealth silent(Backend backend, long start, Throwable failure) {
        String detail =
                failure instanceof TimeoutException ? "no answer in time" : String.valueOf(failure.getMessage());
        return new ServiceHealth(backend.toString(), Status.UNREACHABLE, millisSince(start), detail);
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
