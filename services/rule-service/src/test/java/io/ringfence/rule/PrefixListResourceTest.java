package io.ringfence.rule;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Prefix lists over REST, and rules that name them. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "rule_service"))
class PrefixListResourceTest {
    private static final String LIST = "/v1/prefix-lists/{id}";
    private static final String ONE_ENTRY =
            "\"entries\": [{\"cidr\": \"192.0.2.77/24\", \"description\": \"head office\"}]";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    @Test
    void aListIsCreatedModifiedAndDeleted() {
        String list = create("IPV4", 2, ONE_ENTRY)
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .header("Ringfence-At-Least", startsWith("prefix-list:pl-"))
                .body("revision", equalTo(1))
                .body("prefixListId", startsWith("pl-"))
                .extract()
                .path("prefixListId");

        patch(list, "{\"name\": \"offices\"}")
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("prefixListId", equalTo(list));
        delete(list).statusCode(204).header("ETag", equalTo("\"3\""));
        problem(delete(list), 404, "PREFIX_LIST_NOT_FOUND", null);
        problem(patch(list, "{}"), 404, "PREFIX_LIST_NOT_FOUND", null);
    }

    @Test
    void theLocationIsThatOfTheList() {
        ValidatableResponse created = create("IPV6", 2, "\"entries\": []");

        created.header(
                "Location", endsWith("/v1/prefix-lists/" + created.extract().path("prefixListId")));
    }

    @Test
    void badInputNamesTheParameter() {
        problem(create("IPV4", 0, ONE_ENTRY), 400, "INVALID_PARAMETER", "maxEntries");
        problem(create("IPV4", 201, ONE_ENTRY), 400, "INVALID_PARAMETER", "maxEntries");
        problem(create("IPV5", 2, ONE_ENTRY), 400, "INVALID_PARAMETER", "addressFamily");
        problem(create("IPV6", 2, ONE_ENTRY), 400, "INVALID_PARAMETER", "entries[0].cidr");
        problem(
                create("IPV4", 2, "\"entries\": [{\"cidr\": \"192.0.2.0/24\"}, {\"cidr\": \"192.0.2.1/24\"}]"),
                400,
                "INVALID_PARAMETER",
                "entries[1].cidr");
        problem(
                create("IPV4", 1, "\"entries\": [{\"cidr\": \"192.0.2.0/25\"}, {\"cidr\": \"192.0.2.128/25\"}]"),
                409,
                "LIMIT_EXCEEDED",
                "entries");
    }

    @Test
    void aListThatARuleNamesCannotBeDeletedUntilTheRuleIsRevoked() {
        SecurityGroupId group = newGroup();
        String list = create("IPV4", 2, ONE_ENTRY).extract().path("prefixListId");
        String rule = authorize(group, "all", list)
                .statusCode(201)
                .body("rules[0].prefixListId", equalTo(list))
                .extract()
                .path("rules[0].ruleId");

        problem(delete(list), 409, "PREFIX_LIST_IN_USE", null)
                .body("blockers", hasSize(1))
                .body("blockers[0].kind", equalTo("RULE"))
                .body("blockers[0].id", equalTo(rule))
                .body("blockers[0].securityGroupId", equalTo(group.value()))
                .body("count", equalTo(1));
        given().delete("/v1/security-groups/{id}/rules/{rule}", group.value(), rule)
                .then()
                .statusCode(204);
        delete(list).statusCode(204);
    }

    @Test
    void aRuleMayNameAListThatIsThereAndFits() {
        SecurityGroupId group = newGroup();
        String list = create("IPV4", 200, ONE_ENTRY).extract().path("prefixListId");

        problem(authorize(group, "all", "pl-00000000000000000"), 404, "PREFIX_LIST_NOT_FOUND", "rules[0].prefixListId");
        problem(authorize(group, "icmpv6", list), 400, "INVALID_PARAMETER", "rules[0].prefixListId");
        authorize(group, "all", list).statusCode(201);
        problem(authorize(group, "gre", list), 409, "LIMIT_EXCEEDED", null)
                .body("limit", equalTo(200))
                .body("count", equalTo(400));
    }

    @Test
    void anotherAccountsListIsUnknown() {
        String list = create("IPV4", 2, ONE_ENTRY).extract().path("prefixListId");

        given().header("Ringfence-Account", "mallory")
                .delete(LIST, list)
                .then()
                .statusCode(404)
                .body("code", equalTo("PREFIX_LIST_NOT_FOUND"));
    }

    private SecurityGroupId newGroup() {
        try (KafkaRecords kafka = new KafkaRecords(bootstrapServers)) {
            return new GroupTopic(kafka).newGroup();
        }
    }

    private static ValidatableResponse authorize(SecurityGroupId group, String protocol, String list) {
        return given().contentType("application/json")
                .body("{\"rules\": [{\"direction\": \"INGRESS\", \"protocol\": \"" + protocol
                        + "\", \"prefixListId\": \"" + list + "\"}]}")
                .post("/v1/security-groups/{id}/rules", group.value())
                .then();
    }

    private static ValidatableResponse create(String family, int maxEntries, String entries) {
        return given().contentType("application/json")
                .body("{\"name\": \"office\", \"addressFamily\": \"" + family + "\", \"maxEntries\": " + maxEntries
                        + ", " + entries + "}")
                .post("/v1/prefix-lists")
                .then();
    }

    private static ValidatableResponse patch(String list, String body) {
        return given().contentType("application/json")
                .body(body)
                .patch(LIST, list)
                .then();
    }

    private static ValidatableResponse delete(String list) {
        return given().delete(LIST, list).then();
    }

    private static ValidatableResponse problem(
            ValidatableResponse response, int status, String code, @Nullable String parameter) {
        return response.statusCode(status).body("code", equalTo(code)).body("parameter", equalTo(parameter));
    }
}
