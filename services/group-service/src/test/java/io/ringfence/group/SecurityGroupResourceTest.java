package io.ringfence.group;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "group_service"))
class SecurityGroupResourceTest {
    @Test
    void a_group_is_created_and_named_in_the_answer() {
        given().contentType("application/json")
                .body("{\"name\": \"web\"}")
                .post("/v1/security-groups")
                .then()
                .statusCode(201)
                .header("Location", matchesPattern("/v1/security-groups/sg-[a-z0-9]{17}"))
                .header("ETag", "\"1\"")
                .header("Ringfence-At-Least", matchesPattern("group:sg-[a-z0-9]{17}@1"))
                .body("securityGroupId", matchesPattern("sg-[a-z0-9]{17}"))
                .body("revision", equalTo(1));
    }
}
