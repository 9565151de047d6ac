package io.ringfence.projection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.verification.VerificationLock;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Real Kafka and PostgreSQL; other tests have written to the topics too, and everything comes again. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class RebuildTest {
    private static final String REBUILD = "/internal/rebuild";

    @Inject
    DataSource database;

    @Test
    void everything_is_read_once_more_and_no_question_is_answered_from_a_part_of_it() {
        RandomHistory made = new RandomHistory(Seeds.one(), 600);
        Asking asking = Asking.after(made.history);
        Tables tables = new Tables(database);
        Map<String, String> before = tables.dump();
        tables.execute(
                "insert into unreadable_record (topic, topic_id, topic_partition, record_offset, reason, record_key,"
                        + " headers, body) values ('another', 'id', 0, 0, 'it is nothing', 'kept', '{}', ''), ('"
                        + Topics.RULE_EVENTS
                        + "', 'a former id', 0, 0, 'it is nothing', 'kept', '{}', '') on conflict do nothing");
        int groups = groups(asking.request().get("/v1/security-groups?limit=1000"));

        JsonPath begun = given().post(REBUILD).then().statusCode(200).extract().jsonPath();

        assertThat(begun.getBoolean("running")).isTrue();
        assertThat(begun.getLong("of")).isGreaterThanOrEqualTo(made.history.events.size());
        Waiting.until(Duration.ofSeconds(60), "the rebuild is over", () -> {
            Response answer = asking.request().get("/v1/security-groups?limit=1000");
            boolean running = progress().getBoolean("running");
            if (answer.statusCode() == 200) {
                assertThat(groups(answer)).isEqualTo(groups);
                assertThat(running).isFalse();
            } else {
                answer.then()
                        .statusCode(503)
                        .body("code", is("NOT_CAUGHT_UP"))
                        .body("detail", containsString("rebuilt"));
            }
            return !running;
        });
        assertThat(progress().getLong("of")).isZero();
        assertThat(tables.dump()).isEqualTo(before);
        assertThat(tables.unreadable("another", "kept")).contains("it is nothing");
        assertThat(tables.unreadable(Topics.RULE_EVENTS, "kept"))
                .as("of a topic that was made anew since")
                .contains("it is nothing");
    }

    @Test
    void nothing_is_emptied_while_a_verification_compares_it() throws SQLException {
        RandomHistory made = new RandomHistory(Seeds.one(), 60);
        Asking asking = Asking.after(made.history);
        int groups = groups(asking.request().get("/v1/security-groups?limit=1000"));

        try (Connection connection = database.getConnection()) {
            assertThat(VerificationLock.take(connection)).isTrue();
            given().post(REBUILD)
                    .then()
                    .statusCode(503)
                    .body("code", is("UNAVAILABLE"))
                    .body("detail", containsString("verification"));
            assertThat(VerificationLock.release(connection)).isTrue();
        }

        assertThat(progress().getBoolean("running")).isFalse();
        assertThat(groups(asking.request().get("/v1/security-groups?limit=1000")))
                .isEqualTo(groups);
    }

    private static JsonPath progress() {
        return given().get(REBUILD).then().statusCode(200).extract().jsonPath();
    }

    private static int groups(Response answer) {
        return answer.then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .size();
    }
}
