package io.ringfence.projection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every answer shares: waiting for a revision, problems, health, metrics, the OpenAPI document. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class ServiceEdgesTest {
    private final History history = new History(ThreadLocalRandom.current().nextLong());

    @Test
    void aQuestionWaitsForTheRevisionsThatItNames() throws Exception {
        SecurityGroupId group = history.group("web");
        Asking asking = Asking.after(history);
        history.events.clear();
        history.add(new SecurityGroupModified(group, "later", "", InnerAccessPolicy.ACCEPT, Map.of()));
        String wanted = history.revision(AggregateRef.group(group)) + ", " + group + "@1";

        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> asking.request()
                .header("Ringfence-At-Least", wanted)
                .get("/v1/security-groups/{id}", group.value())
                .then()
                .statusCode(200)
                .extract()
                .path("name"));
        KafkaEvents.send(history.events);

        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("later");
    }

    @Test
    void aRevisionThatDoesNotComeInTimeIsSaidToBeMissing() {
        given().header("Ringfence-At-Least", "rules:sg-00000000000000000@7")
                .get("/v1/security-groups")
                .then()
                .statusCode(503)
                .header("Retry-After", is("1"))
                .contentType("application/problem+json")
                .body("code", is("NOT_CAUGHT_UP"))
                .body("detail", containsString("rules:sg-00000000000000000@7"));
    }

    @Test
    void aRevisionThatCannotBeIsRefused() {
        given().header("Ringfence-At-Least", "rules:sg-x")
                .get("/v1/security-groups")
                .then()
                .statusCode(400)
                .body("code", is("INVALID_PARAMETER"))
                .body("parameter", is("Ringfence-At-Least"));
    }

    @Test
    void pathsAndMethodsThatAreNotThereAreProblemsToo() {
        given().get("/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", is("NOT_FOUND"));
        given().get("/elsewhere").then().statusCode(404).contentType("application/problem+json");
        given().post("/v1/instances")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("code", is("METHOD_NOT_ALLOWED"));
        given().accept("text/csv").get("/v1/instances").then().statusCode(406).contentType("application/problem+json");
        given().header("Ringfence-Account", "no such account")
                .get("/v1/instances")
                .then()
                .statusCode(400)
                .body("parameter", is("Ringfence-Account"));
    }

    @Test
    void theServiceIsReadyWhileItFollowsAndSaysHowFarBehindItIs() {
        Waiting.until(
                Duration.ofSeconds(30),
                "readiness",
                () -> given().get("/q/health/ready").statusCode() == 200);
        given().get("/q/health/ready")
                .then()
                .body("checks.name", hasItem("event feed"))
                .body("checks.find { it.name == 'event feed' }.data.state", is("RUNNING"))
                .body("checks.find { it.name == 'event feed' }.data.lag", greaterThanOrEqualTo(0));
    }

    @Test
    void theFlowIsMeasured() {
        history.group("web");
        Asking.after(history);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("ringfence_projection_events_total{result=\"applied\""))
                .body(containsString("ringfence_projection_lag"))
                .body(containsString("ringfence_projection_batch_seconds_count"));
    }

    @Test
    void everyQuestionIsInTheOpenApiDocumentUnderASchemaOfItsOwn() {
        for (String path : List.of(
                "/v1/security-groups",
                "/v1/security-groups/{id}",
                "/v1/security-groups/{id}/rules",
                "/v1/security-groups/{id}/rules:preview",
                "/v1/security-groups/{id}/lint",
                "/v1/lint",
                "/v1/instances",
                "/v1/instances/{id}",
                "/v1/instances/{id}/effective-policy",
                "/v1/dead-letters",
                "/v1/dead-letters/{id}",
                "/v1/dead-letters/{id}:resubmit",
                "/v1/reachability")) {
            given().accept("application/json").get("/q/openapi").then().body("paths", hasKey(path));
        }
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .body("components.schemas", hasKey("SecurityGroupView"))
                .body("components.schemas", hasKey("InstanceView"))
                .body("components.schemas", hasKey("EffectivePolicy"))
                .body("components.schemas", hasKey("GroupFindings"))
                .body("components.schemas", hasKey("RulePreview"))
                .body("components.schemas.RulePreview.properties", hasKey("opened"))
                .body("paths.'/v1/security-groups'.get.parameters.name", hasItem("vpcId"))
                .body("paths.'/v1/security-groups'.get.parameters.name", not(hasItem("headers")));
    }
}
