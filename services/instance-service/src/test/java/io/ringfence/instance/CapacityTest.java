package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.SecurityGroupId;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields before each test
class CapacityTest extends RunningServiceTest {
    private static final int AT_ONCE = 64;
    private static final int LEFT = 10;
    private static final int TAKEN_BEFORE = FewPlaces.BASIC - LEFT;

    @TestHTTPResource("/v1/instances")
    URI instances;

    @Inject
    JdbcTransactions transactions;

    @Test
    void ofManyRegistrationsAtOnceAsManySucceedAsThereArePlacesAndNothingLeaks() {
        SecurityGroupId group = kafka.newGroup();
        for (int i = 0; i < TAKEN_BEFORE; i++) {
            registered(group, freshAddress());
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> client.sendAsync(registration(group, i), BodyHandlers.ofString()))
                .toList();
        List<Integer> statuses =
                sent.stream().map(answer -> answer.join().statusCode()).toList();

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(LEFT);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(AT_ONCE - LEFT);
        assertThat(sent.stream().map(answer -> answer.join().body()).filter(body -> body.contains("LIMIT_EXCEEDED")))
                .hasSize(AT_ONCE - LEFT);
        assertThat(count("select count(*) from address_owner where security_group_id = ?", group))
                .isEqualTo(FewPlaces.BASIC);
        assertThat(count("select taken from group_places where security_group_id = ?", group))
                .isEqualTo(FewPlaces.BASIC);
        assertThat(count("select count(*) from interface_owner where security_group_id = ?", group))
                .isEqualTo(LEFT);
    }

    private HttpRequest registration(SecurityGroupId group, int number) {
        String body = "{\"host\": \"" + group + "\", \"interface\": \"sg" + number + "\", "
                + body(group, freshAddress()).substring(1);
        return HttpRequest.newBuilder(instances)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private long count(String query, SecurityGroupId group) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, group.value());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Test
    void theRefusalNamesTheLimitAndTheCountAndADeletionMakesRoom() {
        SecurityGroupId group = kafka.newGroup();
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
