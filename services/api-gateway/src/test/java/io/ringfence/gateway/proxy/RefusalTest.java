package io.ringfence.gateway.proxy;

import static io.restassured.RestAssured.given;
import static io.ringfence.gateway.Backend.GROUP_SERVICE;
import static io.ringfence.gateway.Backend.INSTANCE_SERVICE;
import static io.ringfence.gateway.Backend.RULE_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.gateway.GatewayTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RefusalTest extends GatewayTest {
    private static final int LIMIT = 64 * 1024;
    private static final String PROBLEM = "application/problem+json";

    @Test
    void aDeadServiceIsNamedAndMayBeAskedAgain() throws Exception {
        backends.of(RULE_SERVICE).stop();

        given().body("{}")
                .when()
                .post("/v1/security-groups/sg-1/rules")
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .header("Retry-After", "1")
                .body("code", equalTo("UNAVAILABLE"))
                .body("detail", containsString("rule-service"));

        backends.of(RULE_SERVICE).restart();
        given().body("{}").when().post("/v1/security-groups/sg-1/rules").then().statusCode(200);
    }

    @Test
    void aServiceThatStaysSilentIsGivenUp() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        backends.of(GROUP_SERVICE).answer(exchange -> {
            asked.countDown();
            awaitQuietly(over);
            exchange.close();
        });

        given().body("{}")
                .when()
                .post("/v1/security-groups")
                .then()
                .statusCode(503)
                .body("code", equalTo("UNAVAILABLE"));

        over.countDown();
        assertThat(asked.getCount()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBodyOfTheLimitPassesAndOneByteMoreDoesNot() {
        given().body(new byte[LIMIT]).when().post("/v1/instances").then().statusCode(200);
        given().body(new byte[LIMIT + 1])
                .when()
                .post("/v1/instances")
                .then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body("code", equalTo("PAYLOAD_TOO_LARGE"));

        assertThat(backends.of(INSTANCE_SERVICE).asked()).hasSize(1);
    }

    @Test
    void theLimitHoldsForABodyWithoutALengthToo() throws Exception {
        HttpResponse<String> small = postWithoutLength(LIMIT);
        HttpResponse<String> large = postWithoutLength(4 * LIMIT);

        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("PAYLOAD_TOO_LARGE");
        assertThat(backends.of(INSTANCE_SERVICE).asked()).hasSize(1);
    }

    private HttpResponse<String> postWithoutLength(int size) throws Exception {
        return CLIENT.send(
                request("/v1/instances")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size])))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        given().when()
                .put("/v1/security-groups/sg-1")
                .then()
                .statusCode(405)
                .contentType(PROBLEM)
                .header("Allow", "DELETE, GET, HEAD, PATCH")
                .body("code", equalTo("METHOD_NOT_ALLOWED"));
    }

    @Test
    void aPathThatNobodyKnowsIsNotFound() {
        given().when()
                .post("/v1/security-gruops")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("code", equalTo("NOT_FOUND"))
                .body("detail", containsString("/v1/security-gruops"));
        given().when()
                .get("/v2/instances")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("code", equalTo("NOT_FOUND"));
    }
}
