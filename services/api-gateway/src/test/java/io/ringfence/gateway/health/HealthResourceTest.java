package io.ringfence.gateway.health;

import static io.restassured.RestAssured.given;
import static io.ringfence.gateway.Backend.INSTANCE_SERVICE;
import static io.ringfence.gateway.Backend.PROJECTION_SERVICE;
import static io.ringfence.gateway.Backend.RULE_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.gateway.Backend;
import io.ringfence.gateway.GatewayTest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthResourceTest extends GatewayTest {
    private static final String DOWN =
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"publisher\",\"status\":\"UP\"},{\"name\":\"database\",\"status\":\"DOWN\"}]}";

    @Test
    void itIsUpWhenEveryServiceIsReady() {
        given().when()
                .get("/v1/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body(
                        "services.service",
                        contains("group-service", "rule-service", "instance-service", "projection-service"))
                .body("services.status", everyItem(equalTo("UP")))
                .body("services.latencyMs", everyItem(greaterThanOrEqualTo(0)));
        for (Backend backend : Backend.values()) {
            assertThat(backends.of(backend).asked()).extracting("uri").containsExactly("/q/health/ready");
        }
    }

    @Test
    void aServiceThatIsNotReadyOrNotThereIsNamed() {
        backends.of(RULE_SERVICE).answerJson(503, DOWN);
        backends.of(INSTANCE_SERVICE).stop();

        given().when()
                .get("/v1/health")
                .then()
                .statusCode(503)
                .body("status", equalTo("DOWN"))
                .body("services.status", contains("UP", "DOWN", "UNREACHABLE", "UP"))
                .body("services[1].detail", equalTo("not ready: database"));
    }

    @Test
    void aServiceThatStaysSilentHoldsUpTheAnswerForABoundedTime() {
        CountDownLatch over = new CountDownLatch(1);
        backends.of(PROJECTION_SERVICE).answer(exchange -> {
            try {
                over.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });

        given().when()
                .get("/v1/health")
                .then()
                .statusCode(503)
                .body("services[3].status", equalTo("UNREACHABLE"))
                .body("services[3].detail", containsString("in time"))
                .body("services[0].status", equalTo("UP"));
        over.countDown();
    }
}
