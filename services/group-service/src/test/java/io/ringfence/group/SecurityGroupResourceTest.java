package io.ringfence.group;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The REST door: answers, headers, and every kind of problem in its one shape. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "group_service"))
class SecurityGroupResourceTest {
    private static final String GROUPS = "/v1/security-groups";
    private static final String NOBODY = GROUPS + "/sg-00000000000000000";

    @Test
    void a_group_is_created_and_named_in_the_answer() {
        json().body("{\"name\": \"web\"}")
                .post(GROUPS)
                .then()
                .statusCode(201)
                .header("Location", matchesPattern(GROUPS + "/sg-[a-z0-9]{17}"))
                .header("ETag", "\"1\"")
                .header("Ringfence-At-Least", matchesPattern("group:sg-[a-z0-9]{17}@1"))
                .body("securityGroupId", matchesPattern("sg-[a-z0-9]{17}"))
                .body("revision", equalTo(1));
    }

    @Test
    void a_patch_gives_the_next_revision_and_one_that_changes_nothing_the_same() {
        String group = created();

        json().body("{\"name\": \"shop\"}").patch(group).then().statusCode(200).body("revision", equalTo(2));
        given().contentType("application/merge-patch+json")
                .body("{\"name\": \"shop\"}")
                .patch(group)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
    }

    @Test
    void whoever_verifies_gets_the_hash_of_each_group() {
        String group = "group:" + created().substring(GROUPS.length() + 1);

        given().queryParam("aggregate", group)
                .get("/internal/heads")
                .then()
                .statusCode(200)
                .body(matchesPattern(
                        "\\{\"aggregate\":\"" + group + "\",\"revision\":1,\"content\":\"[0-9a-f]{64}\",.*}\n"
                                + "\\{\"end\":true,\"aggregates\":1,\"events\":1}\n"));
    }

    @Test
    void a_command_sent_again_under_its_key_is_answered_the_same() {
        RequestSpecification request =
                json().header("Idempotency-Key", UUID.randomUUID()).body("{\"name\": \"once\"}");

        String first = request.post(GROUPS).then().statusCode(201).extract().path("securityGroupId");
        String again = request.post(GROUPS).then().statusCode(201).extract().path("securityGroupId");

        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_key_used_for_another_command_is_a_mismatch() {
        String key = UUID.randomUUID().toString();
        json().header("Idempotency-Key", key).body("{\"name\": \"one\"}").post(GROUPS);

        problem(
                json().header("Idempotency-Key", key)
                        .body("{\"name\": \"other\"}")
                        .post(GROUPS)
                        .then(),
                409,
                "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void a_stale_edit_is_refused() {
        String group = created();
        json().body("{\"name\": \"shop\"}").patch(group);

        problem(
                json().header("If-Match", "\"1\"")
                        .body("{\"name\": \"bar\"}")
                        .patch(group)
                        .then(),
                412,
                "PRECONDITION_FAILED");
    }

    @Test
    void a_group_is_unknown_to_other_accounts() {
        problem(
                json().header("Ringfence-Account", "stranger")
                        .body("{\"name\": \"mine\"}")
                        .patch(created())
                        .then(),
                404,
                "SECURITY_GROUP_NOT_FOUND");
    }

    @Test
    void bad_input_names_the_parameter() {
        problem(json().body("{\"name\": \"x\"}").post(GROUPS).then(), 400, "INVALID_PARAMETER")
                .body("parameter", equalTo("name"))
                .body("title", not(equalTo("")))
                .body("detail", containsString("2 to 128"))
                .body("status", equalTo(400));
        problem(json().body("{\"nmae\": \"web\"}").post(GROUPS).then(), 400, "UNKNOWN_PARAMETER")
                .body("parameter", equalTo("nmae"));
        problem(json().body("{}").post(GROUPS).then(), 400, "MISSING_PARAMETER").body("parameter", equalTo("name"));
        problem(json().header("If-Match", "two").body("{}").patch(created()).then(), 400, "INVALID_PARAMETER")
                .body("parameter", equalTo("If-Match"));
    }

    @Test
    void what_is_not_json_is_malformed() {
        problem(json().body("{\"name\": ").post(GROUPS).then(), 400, "MALFORMED_JSON");
        problem(json().body("[]").post(GROUPS).then(), 400, "MALFORMED_JSON");
        problem(json().post(GROUPS).then(), 400, "MALFORMED_JSON");
    }

    @Test
    void a_rule_of_the_domain_is_a_conflict() {
        problem(
                        json().body("{\"name\": \"web\", \"type\": \"ADVANCED\", \"innerAccessPolicy\": \"ACCEPT\"}")
                                .post(GROUPS)
                                .then(),
                        409,
                        "NOT_ALLOWED_FOR_ADVANCED")
                .body("parameter", equalTo("innerAccessPolicy"));
    }

    @Test
    void an_unknown_group_cannot_be_deleted() {
        problem(given().delete(NOBODY).then(), 404, "SECURITY_GROUP_NOT_FOUND");
    }

    @Test
    void what_the_web_layer_refuses_has_the_same_shape() {
        problem(json().body("{}").post("/v1/no-such-thing").then(), 404, "NOT_FOUND");
        problem(given().put(NOBODY).then(), 405, "METHOD_NOT_ALLOWED");
        problem(given().contentType("text/plain").body("web").post(GROUPS).then(), 415, "UNSUPPORTED_MEDIA_TYPE");
        problem(
                json().body("{\"name\": \"" + "x".repeat(1_100_000) + "\"}")
                        .post(GROUPS)
                        .then(),
                413,
                "PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_body_that_does_not_say_its_length_is_bounded_too() throws Exception {
        HttpResponse<String> taken = chunked("{\"name\": \"in chunks\"}");
        HttpResponse<String> refused = chunked("{\"name\": \"" + "x".repeat(1_100_000) + "\"}");

        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("PAYLOAD_TOO_LARGE");
    }

    private static HttpResponse<String> chunked(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + GROUPS))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_document_describes_the_bodies() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/security-groups'.post.summary", equalTo("Create a security group"))
                .body("components.schemas.CreateSecurityGroup.properties.name.minLength", equalTo(2));
    }

    @Test
    void the_service_is_ready_while_it_can_publish() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'publisher' }.status", equalTo("UP"));
    }

    private static String created() {
        return json().body("{\"name\": \"web\"}").post(GROUPS).header("Location");
    }

    private static RequestSpecification json() {
        return given().contentType("application/json");
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }
}
