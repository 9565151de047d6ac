package io.ringfence.gateway.proxy;

import static io.restassured.RestAssured.given;
import static io.ringfence.gateway.Backend.GROUP_SERVICE;
import static io.ringfence.gateway.Backend.INSTANCE_SERVICE;
import static io.ringfence.gateway.Backend.PROJECTION_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.gateway.GatewayTest;
import io.ringfence.gateway.TestBackend;
import io.ringfence.gateway.TestBackend.Asked;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForwardingTest extends GatewayTest {
    @Test
    void aChangeArrivesWithItsBodyItsQueryAndItsHeaders() {
        given().contentType("application/json")
                .header("Idempotency-Key", "k-1")
                .header("Ringfence-Actor", "jane")
                .body("{\"name\":\"a\"}")
                .when()
                .post("/v1/security-groups?dry=true")
                .then()
                .statusCode(200);

        Asked asked = backends.of(GROUP_SERVICE).asked().get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).isEqualTo("/v1/security-groups?dry=true");
        assertThat(asked.body()).isEqualTo("{\"name\":\"a\"}");
        assertThat(asked.headers().getFirst("Idempotency-Key")).isEqualTo("k-1");
        assertThat(asked.headers().getFirst("Ringfence-Actor")).isEqualTo("jane");
        assertThat(asked.headers().getFirst("Content-type")).startsWith("application/json");
    }

    @Test
    void theAnswerComesBackWithItsStatusAndItsHeaders() {
        backends.of(INSTANCE_SERVICE).answer(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Location", "/v1/instances/eci-1");
            TestBackend.reply(exchange, 201, "application/json", "{}");
        });

        given().body("{}")
                .when()
                .post("/v1/instances")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith("/v1/instances/eci-1"));
    }

    @Test
    void anAnswerWithoutABodyHasNone() {
        backends.of(INSTANCE_SERVICE).answer(exchange -> TestBackend.reply(exchange, 204, "text/plain", ""));

        given().when().delete("/v1/instances/eci-1").then().statusCode(204);

        assertThat(backends.of(INSTANCE_SERVICE).asked().get(0).headers()).doesNotContainKey("Content-length");
    }

    @Test
    void theServiceLearnsWhoAskedAndAtWhichAddress() {
        given().header("X-Forwarded-For", "203.0.113.9")
                .when()
                .get("/v1/instances")
                .then()
                .statusCode(200);

        Asked asked = backends.of(PROJECTION_SERVICE).asked().get(0);
        assertThat(asked.headers().getFirst("X-Forwarded-For")).isEqualTo("203.0.113.9, 127.0.0.1");
        assertThat(asked.headers().getFirst("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(asked.headers().getFirst("Host")).isEqualTo("localhost:" + gateway.getPort());
    }

    @Test
    void whatConcernsOneConnectionOnlyDoesNotCross() {
        backends.of(PROJECTION_SERVICE).answer(exchange -> {
            exchange.getResponseHeaders().set("Connection", "X-Back");
            exchange.getResponseHeaders().set("X-Back", "1");
            exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
            TestBackend.reply(exchange, 200, "text/plain", "ok");
        });

        var response = given().header("Connection", "X-Secret, keep-alive")
                .header("X-Secret", "1")
                .header("TE", "trailers")
                .when()
                .get("/v1/instances");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().hasHeaderWithName("X-Back")).isFalse();
        assertThat(response.headers().hasHeaderWithName("Keep-Alive")).isFalse();
        assertThat(backends.of(PROJECTION_SERVICE).asked().get(0).headers()).doesNotContainKeys("X-secret", "Te");
    }
}
