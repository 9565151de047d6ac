package io.ringfence.projection;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.ringfence.events.value.AggregateRef;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Asks questions for the account of a history, after the rows have seen all of it. */
final class Asking {
    private final History history;

    private Asking(History history) {
        this.history = history;
    }

    /** Publishes the history and waits, by the service's own means, until the rows have it. */
    static Asking after(History history) {
        KafkaEvents.send(history.events);
        Asking asking = new Asking(history);
        List<AggregateRef> aggregates = history.events.stream()
                .map(event -> event.envelope().aggregate())
                .distinct()
                .toList();
        for (int i = 0; i < aggregates.size(); i += 20) {
            String revisions = aggregates.subList(i, Math.min(i + 20, aggregates.size())).stream()
                    .map(history::revision)
                    .collect(Collectors.joining(","));
            asking.request()
                    .header("Ringfence-At-Least", revisions)
                    .get("/v1/security-groups")
                    .then()
                    .statusCode(200);
        }
        return asking;
    }

    RequestSpecification request() {
        return given().header("Ringfence-Account", history.account.value());
    }

    ValidatableResponse ok(String path, Object... parameters) {
        return get(path, parameters).statusCode(200);
    }

    ValidatableResponse refused(int status, String code, String path, Object... parameters) {
        return get(path, parameters)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("code", is(code));
    }

    /** Parameters go as text; RestAssured would write them as JSON. */
    private ValidatableResponse get(String path, Object... parameters) {
        Object[] texts = Arrays.stream(parameters).map(String::valueOf).toArray();
        return request().get(path, texts).then();
    }
}
