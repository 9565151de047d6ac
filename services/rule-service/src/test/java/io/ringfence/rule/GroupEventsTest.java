package io.ringfence.rule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rule service does about the events of groups. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "rule_service"))
class GroupEventsTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    private KafkaRecords kafka;
    private GroupTopic groups;
    private int lastPort;

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
    void aNewGroupsRuleSetIsOpenedWithTheDefaultRules() throws Unreadable {
        SecurityGroupId group = GroupTopic.freshId();
        AccountId acme = new AccountId("acme");

        WireRecord cause =
                groups.publish(GroupTopic.created(group, acme, VpcId.DEFAULT, SecurityGroupType.ADVANCED, true), 1);

        EventRecord opened = EventCodec.decode(ruleEvents(group, 1).get(0));
        assertThat(opened.event())
                .isEqualTo(new RuleSetOpened(
                        group, acme, VpcId.DEFAULT, SecurityGroupType.ADVANCED, DefaultRules.of(group)));
        Envelope envelope = opened.envelope();
        assertThat(envelope.revision()).hasToString("rules:" + group + "@1");
        assertThat(envelope.account()).isEqualTo(acme);
        assertThat(envelope.channel()).isEqualTo(Channel.SYSTEM);
        assertThat(envelope.causationId()).isEqualTo(GroupTopic.eventId(cause));
        assertThat(envelope.occurredAt())
                .isAfter(EventCodec.decode(cause).envelope().occurredAt());
    }

    @Test
    void aGroupWithoutDefaultRulesStartsWithNone() throws Unreadable {
        SecurityGroupId group = groups.newGroup();

        RuleSetOpened opened =
                (RuleSetOpened) EventCodec.decode(ruleEvents(group, 1).get(0)).event();

        assertThat(opened.rules()).isEmpty();
    }

    @Test
    void anEventThatComesTwiceOpensTheRuleSetOnce() {
        SecurityGroupId group = GroupTopic.freshId();
        WireRecord created = groups.publish(GroupTopic.created(group, true), 1);
        groups.awaitOpened(group);

        kafka.send(Topics.GROUP_EVENTS, created);
        kafka.send(Topics.GROUP_EVENTS, created);
        authorizeAnother(group, groups.newGroup()).statusCode(201);

        assertThat(ruleEvents(group, 2))
                .extracting(record -> EventCodec.decode(record).envelope().sequence())
                .containsExactly(1L, 2L);
        assertThat(kafka.all(Topics.RULE_EVENTS, record -> record.key().equals(group.value())))
                .hasSize(2);
    }

    @Test
    void aRecordThatCannotBeReadStopsNoOtherGroup() {
        SecurityGroupId broken = GroupTopic.freshId();
        kafka.send(Topics.GROUP_EVENTS, new WireRecord(broken.value(), Map.of(), new byte[] {'?'}));

        assertThat(groups.newGroup()).isNotEqualTo(broken);
    }

    @Test
    void aGroupThatIsBeingDeletedCannotBeNamedUntilItsDeletionIsRejected() {
        SecurityGroupId peer = groups.newGroup();

        groups.publish(new SecurityGroupDeletionRequested(peer), 2);
        awaitRefused(peer, "GROUP_BEING_DELETED", 409);

        groups.publish(new SecurityGroupDeletionRejected(peer, 2, List.of(), 0), 3);
        SecurityGroupId group = groups.newGroup();
        Waiting.until(
                BOUND,
                "a rule may name the group again",
                () -> authorizeAnother(group, peer).extract().statusCode() == 201);
    }

    @Test
    void aDeletedGroupIsUnknown() {
        SecurityGroupId peer = groups.newGroup();

        groups.publish(new SecurityGroupDeletionRequested(peer), 2);
        groups.publish(new SecurityGroupDeleted(peer, 2), 3);

        awaitRefused(peer, "SECURITY_GROUP_NOT_FOUND", 404);
    }

    @Test
    void aGroupThatNobodyNamesIsClosedAndItsRulesGoWithIt() {
        SecurityGroupId group = groups.newGroup();

        groups.publish(new SecurityGroupDeletionRequested(group), 2);
        ruleEvents(group, 2);
        groups.publish(new SecurityGroupDeleted(group, 2), 3);

        assertThat(ruleEvents(group, 3))
                .extracting(record -> EventCodec.decode(record).event())
                .endsWith(new ReferencesClosed(group, 2), new RuleSetDeleted(group));
    }

    @Test
    void aGroupThatARuleNamesIsHeldByItUntilThatIsRevoked() {
        SecurityGroupId peer = groups.newGroup();
        SecurityGroupId group = groups.newGroup();
        String rule = authorizeAnother(group, peer).extract().path("rules[0].ruleId");

        groups.publish(new SecurityGroupDeletionRequested(peer), 2);
        Blocker blocker = new Blocker(Blocker.Kind.RULE, rule, group);
        assertThat(ruleEvents(peer, 2))
                .extracting(record -> EventCodec.decode(record).event())
                .endsWith(new ReferencesStillHeld(peer, 2, List.of(blocker), 1));

        given().delete("/v1/security-groups/{id}/rules/{rule}", group.value(), rule)
                .then()
                .statusCode(204);
        groups.publish(new SecurityGroupDeletionRejected(peer, 2, List.of(blocker), 1), 3);
        groups.publish(new SecurityGroupDeletionRequested(peer), 4);
        assertThat(ruleEvents(peer, 3))
                .extracting(record -> EventCodec.decode(record).event())
                .endsWith(new ReferencesClosed(peer, 4));
    }

    @Test
    void aDeletionThatIsRejectedReopens() {
        SecurityGroupId group = groups.newGroup();

        groups.publish(new SecurityGroupDeletionRequested(group), 2);
        ruleEvents(group, 2);
        groups.publish(new SecurityGroupDeletionRejected(group, 2, List.of(), 0), 3);

        assertThat(ruleEvents(group, 3))
                .extracting(record -> EventCodec.decode(record).event())
                .endsWith(new ReferencesClosed(group, 2), new ReferencesReopened(group, 2));
    }

    private void awaitRefused(SecurityGroupId peer, String code, int status) {
        SecurityGroupId group = groups.newGroup();
        Waiting.until(
                BOUND,
                "rules that name the group are refused",
                () -> authorizeAnother(group, peer).extract().statusCode() == status);
        authorizeAnother(group, peer).statusCode(status).body("code", equalTo(code));
    }

    private List<WireRecord> ruleEvents(SecurityGroupId group, int count) {
        return kafka.await(
                Topics.RULE_EVENTS, "events of " + group, record -> record.key().equals(group.value()), count);
    }

    /** A rule that no call before asked for: one that is there already would be answered without a look at its peer. */
    private ValidatableResponse authorizeAnother(SecurityGroupId group, SecurityGroupId peer) {
        int port = ++lastPort;
        return given().contentType("application/json")
                .body("{\"rules\": [{\"direction\": \"INGRESS\", \"protocol\": \"tcp\", \"portRange\": \"" + port + "/"
                        + port + "\", \"peerSecurityGroupId\": \"" + peer + "\"}]}")
                .post("/v1/security-groups/{id}/rules", group.value())
                .then();
    }
}
