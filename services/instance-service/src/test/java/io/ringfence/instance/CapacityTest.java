package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.value.SecurityGroupId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus sets the field before each test
class CapacityTest extends RunningServiceTest {
    private static final int AT_ONCE = 64;
    private static final int TAKEN_BEFORE = FewPlaces.BASIC - 5;

    @TestHTTPResource("/v1/instances")
    URI instances;

    @Test
    void manyRegistrationsAtOnceNeverExceedTheLimit() {
        SecurityGroupId group = groups.create();
        for (int i = 0; i < TAKEN_BEFORE; i++) {
            registered(group, freshAddress());
        }
        HttpClient client = HttpClient.newHttpClient();

        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> client.sendAsync(registration(group), BodyHandlers.ofString()))
                .toList();
        List<Integer> statuses =
                sent.stream().map(answer -> answer.join().statusCode()).toList();

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(FewPlaces.BASIC - TAKEN_BEFORE);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(AT_ONCE - FewPlaces.BASIC + TAKEN_BEFORE);
        assertThat(sent.stream().map(answer -> answer.join().body()).filter(body -> body.contains("LIMIT_EXCEEDED")))
                .hasSize(AT_ONCE - FewPlaces.BASIC + TAKEN_BEFORE);
    }

    private HttpRequest registration(SecurityGroupId group) {
        return HttpRequest.newBuilder(instances)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(group, freshAddress())))
                .build();
    }

    @Test
    void theRefusalNamesTheLimitAndTheCountAndADeletionMakesRoom() {
        SecurityGroupId group = groups.create();
        String[] addresses = IntStream.range(0, FewPlaces.BASIC)
                .mapToObj(i -> freshAddress())
                .toArray(String[]::new);
        String id = registered(group, addresses);

        register(group, freshAddress(), "fd00::9:" + AT_ONCE)
                .statusCode(409)
                .body("code", equalTo("LIMIT_EXCEEDED"))
                .body("limit", equalTo(FewPlaces.BASIC))
                .body("count", equalTo(FewPlaces.BASIC + 2));
        request().delete("/v1/instances/{id}", id).then().statusCode(204);
        register(group, addresses[0]).statusCode(201);
    }
}
