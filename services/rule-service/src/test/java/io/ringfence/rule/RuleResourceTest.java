package io.ringfence.rule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules over REST, for groups whose events come over Kafka. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "rule_service"))
class RuleResourceTest {
    private static final String RULES = "/v1/security-groups/{id}/rules";
    private static final String RULE = "/v1/security-groups/{id}/rules/{ruleId}";
    private static final String REVOKE = "/v1/security-groups/{id}/rules:revoke";
    private static final String HTTP_FROM_TEN =
            "{\"direction\": \"INGRESS\", \"protocol\": \"tcp\", \"portRange\": \"80/80\", \"cidr\": \"10.1.2.3/8\"}";
    private static final String HTTPS_FROM_TEN =
            "{\"direction\": \"INGRESS\", \"protocol\": \"tcp\", \"portRange\": \"443/443\", \"cidr\": \"10.0.0.0/8\"}";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    private KafkaRecords kafka;
    private GroupTopic groups;

    @BeforeEach
    void connect() {
        kafka = new KafkaRecords(bootstrapServers);
        groups = new GroupTopic(kafka);
    }

    @AfterEach
    void disconnect() {
        kafka.close();
    }

    @Test
    void anAuthorizedRuleIsAnsweredWithItsIdAndTheRevision() {
        SecurityGroupId group = groups.newGroup();

        authorize(group, HTTP_FROM_TEN)
                .statusCode(201)
                .header("ETag", equalTo("\"2\""))
                .header("Ringfence-At-Least", equalTo("rules:" + group + "@2"))
                .body("revision", equalTo(2))
                .body("rules[0].ruleId", startsWith("sgr-"))
                .body("rules[0].existing", equalTo(false))
                .body("rules[0].cidr", equalTo("10.0.0.0/8"))
                .body("rules[0].policy", equalTo("ACCEPT"));
    }

    @Test
    void aRuleThatIsThereAlreadyKeepsItsIdAndTheRevision() {
        SecurityGroupId group = groups.newGroup();
        String first = authorize(group, HTTP_FROM_TEN).extract().path("rules[0].ruleId");

        authorize(group, HTTP_FROM_TEN)
                .statusCode(201)
                .body("revision", equalTo(2))
                .body("rules[0].existing", equalTo(true))
                .body("rules[0].ruleId", equalTo(first));
    }

    @Test
    void aModifiedRuleIsAnsweredAsItIsNow() {
        SecurityGroupId group = groups.newGroup();
        String rule = authorize(group, HTTP_FROM_TEN).extract().path("rules[0].ruleId");

        json().body("{\"portRange\": \"8080/8080\", \"policy\": \"DROP\"}")
                .patch(RULE, group.value(), rule)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"3\""))
                .body("revision", equalTo(3))
                .body("rule.ruleId", equalTo(rule))
                .body("rule.portRange", equalTo("8080/8080"))
                .body("rule.policy", equalTo("DROP"));
    }

    @Test
    void aBodyThatNamesAnotherRuleThanThePathIsRefused() {
        SecurityGroupId group = groups.newGroup();
        String rule = authorize(group, HTTP_FROM_TEN).extract().path("rules[0].ruleId");

        problem(
                json().body("{\"ruleId\": \"sgr-00000000000000000\", \"priority\": 2}")
                        .patch(RULE, group.value(), rule),
                400,
                "INVALID_PARAMETER",
                "ruleId");
    }

    @Test
    void aDeletedRuleIsGone() {
        SecurityGroupId group = groups.newGroup();
        String rule = authorize(group, HTTP_FROM_TEN).extract().path("rules[0].ruleId");

        given().delete(RULE, group.value(), rule).then().statusCode(204).header("ETag", equalTo("\"3\""));

        problem(given().delete(RULE, group.value(), rule), 404, "RULE_NOT_FOUND", "ruleId");
        problem(given().delete(RULE, group.value(), "no-id"), 400, "INVALID_PARAMETER", "ruleId");
    }

    @Test
    void rulesRevokedTogetherAreOneRevision() {
        SecurityGroupId group = groups.newGroup();
        authorize(group, HTTP_FROM_TEN + "," + HTTPS_FROM_TEN);

        json().body("{\"rules\": [" + HTTP_FROM_TEN + "," + HTTPS_FROM_TEN + "]}")
                .post(REVOKE, group.value())
                .then()
                .statusCode(200)
                .body("revision", equalTo(3))
                .body("ruleIds.size()", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules%3Arevoke", "rules%3arevoke"})
    void aColonInThePathMayBeEncoded(String rules) {
        SecurityGroupId group = groups.newGroup();
        authorize(group, HTTP_FROM_TEN);

        json().body("{\"rules\": [" + HTTP_FROM_TEN + "]}")
                .post("/v1/security-groups/{id}/" + rules, group.value())
                .then()
                .statusCode(200)
                .body("revision", equalTo(3));
    }

    @Test
    void revokingAMatchThatIsNotThereIsRefused() {
        SecurityGroupId group = groups.newGroup();
        authorize(group, HTTP_FROM_TEN);

        Response response = json().body("{\"rules\": [" + HTTP_FROM_TEN + "," + HTTPS_FROM_TEN + "]}")
                .post(REVOKE, group.value());

        problem(response, 404, "RULE_NOT_FOUND", "rules[1]");
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswerAndNoSecondEffect() {
        SecurityGroupId group = groups.newGroup();
        String key = UUID.randomUUID().toString();
        String first = authorize(group, key, HTTP_FROM_TEN).extract().asString();
        authorize(group, HTTPS_FROM_TEN).statusCode(201);

        assertThat(authorize(group, key, HTTP_FROM_TEN)
                        .statusCode(201)
                        .extract()
                        .asString())
                .isEqualTo(first);
        problem(
                authorizing(HTTPS_FROM_TEN).header("Idempotency-Key", key).post(RULES, group.value()),
                409,
                "IDEMPOTENCY_MISMATCH",
                null);
    }

    @Test
    void aStaleRevisionIsRefusedAndASeenOneAccepted() {
        SecurityGroupId group = groups.newGroup();
        authorize(group, HTTP_FROM_TEN);

        problem(
                authorizing(HTTPS_FROM_TEN).header("If-Match", "\"1\"").post(RULES, group.value()),
                412,
                "PRECONDITION_FAILED",
                null);
        authorizing(HTTPS_FROM_TEN)
                .header("If-Match", "\"2\"")
                .post(RULES, group.value())
                .then()
                .statusCode(201)
                .body("revision", equalTo(3));
    }

    @Test
    void badInputNamesTheParameter() {
        SecurityGroupId group = groups.newGroup();
        String gre = "{\"direction\": \"INGRESS\", \"protocol\": \"gre\", \"portRange\": \"80/80\","
                + " \"cidr\": \"10.0.0.0/8\"}";

        problem(
                authorizing(HTTP_FROM_TEN + "," + gre).post(RULES, group.value()),
                400,
                "INVALID_PARAMETER",
                "rules[1].portRange");
    }

    @Test
    void theEndOfARuleIsRecordedWithinASecondOfItsDeadline() throws Unreadable {
        SecurityGroupId group = groups.newGroup();
        String deadline = Micros.format(Instant.now().plusSeconds(2));
        String temporary = HTTP_FROM_TEN.replace("}", ", \"expiresAt\": \"" + deadline + "\"}");
        authorize(group, temporary).statusCode(201).body("rules[0].expiresAt", equalTo(deadline));

        WireRecord third = kafka.await(
                        Topics.RULE_EVENTS,
                        "the end of the rule",
                        record -> record.key().equals(group.value()),
                        3)
                .get(2);

        RuleExpired expired = (RuleExpired) EventCodec.decode(third).event();
        assertThat(expired.expiresAt()).isEqualTo(Micros.parse(deadline));
        assertThat(Duration.between(expired.expiresAt(), expired.expiredAt()))
                .isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void aDeadlineThatHasPassedIsRefusedByName() {
        SecurityGroupId group = groups.newGroup();
        String past = HTTP_FROM_TEN.replace("}", ", \"expiresAt\": \"2020-01-01T00:00:00Z\"}");

        problem(authorizing(past).post(RULES, group.value()), 400, "INVALID_PARAMETER", "rules[0].expiresAt");
    }

    @Test
    void theSameRuleWithAnotherDeadlineIsRefusedAndItsOwnCanBeChanged() {
        SecurityGroupId group = groups.newGroup();
        String rule = authorize(group, HTTP_FROM_TEN).extract().path("rules[0].ruleId");
        String temporary = HTTP_FROM_TEN.replace("}", ", \"expiresAt\": \"2099-01-01T00:00:00Z\"}");

        problem(
                authorizing(temporary).post(RULES, group.value()),
                409,
                "RULE_EXISTS_WITH_OTHER_EXPIRY",
                "rules[0].expiresAt");
        json().body("{\"expiresAt\": \"2099-01-01T00:00:00Z\"}")
                .patch(RULE, group.value(), rule)
                .then()
                .statusCode(200)
                .body("rule.expiresAt", equalTo("2099-01-01T00:00:00.000000Z"));
    }

    @Test
    void aRuleMayNameAGroupOfItsVpcOnly() {
        SecurityGroupId group = groups.newGroup();

        authorize(group, fromGroup(groups.newGroup()))
                .statusCode(201)
                .body("rules[0].peerSecurityGroupId", not(equalTo(group.value())));
        assertPeerRefused(group, group, 409, "PEER_IS_OWN_GROUP");
        assertPeerRefused(
                group, groups.newGroup(new VpcId("vpc-other"), SecurityGroupType.BASIC), 409, "PEER_IN_OTHER_VPC");
        assertPeerRefused(group, groups.newGroup(VpcId.DEFAULT, SecurityGroupType.ADVANCED), 409, "PEER_IS_ADVANCED");
    }

    @Test
    void aPeerThatNobodyKnowsIsRefusedAfterTwoSeconds() {
        SecurityGroupId group = groups.newGroup();
        long began = System.nanoTime();

        assertPeerRefused(group, GroupTopic.freshId(), 404, "SECURITY_GROUP_NOT_FOUND");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aGroupThatNobodyKnowsIsRefusedAfterTwoSeconds() {
        SecurityGroupId unknown = GroupTopic.freshId();
        long began = System.nanoTime();

        authorize(unknown, HTTP_FROM_TEN)
                .statusCode(404)
                .contentType(Problem.MEDIA_TYPE)
                .body("code", equalTo("SECURITY_GROUP_NOT_FOUND"))
                .body("detail", containsString(unknown.value()));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aCommandThatComesBeforeItsGroupWaitsForItAndSucceeds() {
        groups.newGroup();
        SecurityGroupId group = GroupTopic.freshId();
        CompletableFuture<ValidatableResponse> early =
                CompletableFuture.supplyAsync(() -> authorize(group, HTTP_FROM_TEN));

        groups.publish(GroupTopic.created(group, false), 1);

        early.join().statusCode(201).body("revision", equalTo(2));
    }

    @Test
    void anotherAccountsGroupIsUnknown() {
        SecurityGroupId group = groups.newGroup();

        authorizing(HTTP_FROM_TEN)
                .header("Ringfence-Account", "mallory")
                .post(RULES, group.value())
                .then()
                .statusCode(404)
                .body("code", equalTo("SECURITY_GROUP_NOT_FOUND"));
    }

    private void assertPeerRefused(SecurityGroupId group, SecurityGroupId peer, int status, String code) {
        problem(authorizing(fromGroup(peer)).post(RULES, group.value()), status, code, "rules[0].peerSecurityGroupId");
    }

    private static String fromGroup(SecurityGroupId peer) {
        return "{\"direction\": \"INGRESS\", \"protocol\": \"all\", \"peerSecurityGroupId\": \"" + peer + "\"}";
    }

    private static ValidatableResponse authorize(SecurityGroupId group, String rules) {
        return authorize(group, UUID.randomUUID().toString(), rules);
    }

    private static ValidatableResponse authorize(SecurityGroupId group, String key, String rules) {
        return authorizing(rules)
                .header("Idempotency-Key", key)
                .post(RULES, group.value())
                .then();
    }

    private static RequestSpecification authorizing(String rules) {
        return json().body("{\"rules\": [" + rules + "]}");
    }

    private static RequestSpecification json() {
        // A colon is a letter of the path like any other.
        return given().urlEncodingEnabled(false).contentType("application/json");
    }

    private static void problem(Response response, int status, String code, @Nullable String parameter) {
        response.then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("parameter", equalTo(parameter));
    }
}
