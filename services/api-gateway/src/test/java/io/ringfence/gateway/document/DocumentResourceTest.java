package io.ringfence.gateway.document;

import static io.restassured.RestAssured.given;
import static io.ringfence.gateway.Backend.INSTANCE_SERVICE;
import static io.ringfence.gateway.Backend.PROJECTION_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.ringfence.gateway.Backend;
import io.ringfence.gateway.GatewayTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DocumentResourceTest extends GatewayTest {
    private static final String CHANGES = document("patch", "modifyInstance");
    private static final String QUESTIONS = document("get", "getInstance");
    private static final String EMPTY = "{\"openapi\":\"3.1.0\",\"paths\":{}}";

    private static String document(String method, String operation) {
        return """
                {"openapi":"3.1.0","paths":{"/v1/instances/{id}":{"%s":{"operationId":"%s",
                 "responses":{"200":{"description":"ok"}}}}},
                 "components":{"schemas":{"Problem":{"type":"object","properties":{"code":{"type":"string"}}}}}}
                """.formatted(method, operation);
    }

    @Test
    void itHasEveryCallOfEveryServiceAndAsksAgainForThoseThatWereMissing() throws IOException {
        for (Backend backend : Backend.values()) {
            backends.of(backend).answerJson(200, EMPTY);
        }
        backends.of(INSTANCE_SERVICE).answerJson(200, CHANGES);
        backends.of(PROJECTION_SERVICE).stop();

        JsonPath without = get();
        assertThat(without.getString("paths.'/v1/instances/{id}'.patch.operationId"))
                .isEqualTo("modifyInstance");
        assertThat(without.getString("paths.'/v1/instances/{id}'.get")).isNull();
        assertThat(without.getString("paths.'/v1/health'.get.operationId")).isEqualTo("getHealth");
        assertThat(without.getString("info.title")).isEqualTo("Ringfence");

        backends.of(PROJECTION_SERVICE).restart();
        backends.of(PROJECTION_SERVICE).answerJson(200, QUESTIONS);
        JsonPath with = get();
        assertThat(with.getString("paths.'/v1/instances/{id}'.get.operationId")).isEqualTo("getInstance");
        assertThat(with.getString("paths.'/v1/instances/{id}'.patch.operationId"))
                .isEqualTo("modifyInstance");
        assertThat(with.getString("components.schemas.Problem.properties.code.type"))
                .isEqualTo("string");

        get();
        assertThat(backends.of(INSTANCE_SERVICE).asked()).as("kept once given").hasSize(1);
    }

    private static JsonPath get() {
        return given().when()
                .get("/openapi.json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void swaggerUiShowsIt() {
        given().when().get("/q/swagger-ui/").then().statusCode(200).body(containsString("/openapi.json"));
    }
}
