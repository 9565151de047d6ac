package io.ringfence.agent;

import static io.ringfence.agent.Facts.APP;
import static io.ringfence.agent.Facts.ELSEWHERE;
import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static io.ringfence.agent.Facts.members;
import static io.ringfence.events.enforcement.EnforcementReport.State.CATCHING_UP;
import static io.ringfence.events.enforcement.EnforcementReport.State.IN_SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.apply.InMemoryTable;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.link.Links;
import io.ringfence.agent.snapshot.Snapshot;
import io.ringfence.agent.table.Table;
import io.ringfence.events.enforcement.EnforcementReport.Drift;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentFlowTest {
    private static final Rule HTTP = accept(80, Direction.INGRESS, Protocol.TCP, "80/80", cidr("0.0.0.0/0"));
    private static final Rule HTTPS = accept(443, Direction.INGRESS, Protocol.TCP, "443/443", cidr("0.0.0.0/0"));
    private static final Rule FROM_APP = accept(90, Direction.INGRESS, Protocol.TCP, "90/90", members(APP));

    private static final PrefixListId OFFICE = new PrefixListId("pl-0000000000000000o");
    private static final Rule FROM_OFFICE = accept(91, Direction.INGRESS, Protocol.TCP, "91/91", Facts.list(OFFICE));

    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private final InMemoryTable kernel = new InMemoryTable();
    private final TestClock clock = new TestClock();
    private final List<FlowState> announced = new ArrayList<>();
    private Links links = Links.UNKNOWN;
    private FlowState last = new FlowState(
            CATCHING_UP, feed.status(), Positions.EMPTY, Enforcement.nothing(HERE), PolicyImage.EMPTY, false, null);

    private AgentFlow flow() {
        return flow(HostPolicy.empty(HERE), PolicyImage.EMPTY);
    }

    private AgentFlow flow(HostPolicy before, PolicyImage image) {
        return new TestFlow(feed, kernel)
                .knows(before, image)
                .links(() -> links)
                .observer((state, changed) -> {
                    last = state;
                    if (changed) {
                        announced.add(state);
                    }
                })
                .clock(clock)
                .build();
    }

    private void publishWebOnThisHost() {
        feed.publish(facts.group(WEB), facts.rules(WEB, HTTP), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
    }

    private String table() {
        return kernel.inForce().orElseThrow();
    }

    private List<String> failureCodes() {
        return last.enforcement().failures().stream().map(Failure::code).toList();
    }

    @Test
    void whereThereIsNoTableTheFirstTurnClosesTheGuardedPattern() {
        feed.setAway(true);
        flow().turn();
        assertThat(table()).contains("iifname \"sg*\" jump from_instance").doesNotContain("goto in-");
        assertThat(last.state()).isEqualTo(CATCHING_UP);
    }

    @Test
    void theTableOfAnEarlierRunStaysUntilEverythingIsRead() {
        anEarlierRunLeftATable();
        publishWebOnThisHost();
        feed.holdBack(Topics.RULE_EVENTS);
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        assertThat(table()).isEqualTo("of an earlier run");

        feed.letThrough(Topics.RULE_EVENTS);
        flow.turn();
        flow.turn();
        assertThat(last.state()).isEqualTo(IN_SYNC);
        assertThat(table()).contains("tcp dport 80");
    }

    @Test
    void whereThereIsNoTableThePolicyOfBeforeIsPutInForceWhileKafkaIsAway() {
        Rule expiring = until(clock.instant().plusSeconds(60));
        Snapshot own = known(
                facts.group(WEB),
                facts.rules(WEB, HTTP, expiring),
                facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        feed.setAway(true);
        AgentFlow flow = flow(RestoredPolicy.of(own, HERE, clock.instant()), own.image());
        flow.turn();
        assertThat(last.state()).isEqualTo(CATCHING_UP);
        assertThat(kernel.judgedAnew()).isZero();
        assertThat(table()).contains("tcp dport 80").contains("tcp dport 70").contains("\"sg1\" : goto in-" + WEB);

        clock.advance(Duration.ofSeconds(60));
        flow.turn();
        assertThat(table()).contains("tcp dport 80").doesNotContain("tcp dport 70");
        assertThat(last.settled()).isFalse();

        feed.setAway(false);
        feed.publish(facts.authorized(WEB, HTTPS));
        flow.turn();
        flow.turn();
        assertThat(last.state()).isEqualTo(IN_SYNC);
        assertThat(table()).contains("tcp dport 443").contains("tcp dport 80");
    }

    @Test
    void aTableOfAnEarlierRunMayBeNewerThanThePolicyOfBeforeAndStays() {
        Snapshot own =
                known(facts.group(WEB), facts.rules(WEB, HTTP), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        anEarlierRunLeftATable();
        feed.setAway(true);
        AgentFlow flow = flow(RestoredPolicy.of(own, HERE, clock.instant()), own.image());
        flow.turn();
        assertThat(table()).isEqualTo("of an earlier run");
        kernel.editedByOthers(Optional.empty());
        clock.advance(Duration.ofSeconds(1));
        flow.turn();
        assertThat(table()).contains("tcp dport 80");
    }

    @Test
    void aTableOfAnEarlierRunJudgesAllConnectionsAtStartAndAtEachDeadlineWhileKafkaIsAway() {
        Snapshot own = known(
                facts.group(WEB),
                facts.rules(WEB, HTTP, until(clock.instant().plusMillis(60_500))),
                facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        anEarlierRunLeftATable();
        feed.setAway(true);
        AgentFlow flow = flow(RestoredPolicy.of(own, HERE, clock.instant()), own.image());
        flow.turn();
        flow.turn();
        assertThat(kernel.judgedAnew()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        flow.turn();
        flow.turn();
        assertThat(kernel.judgedAnew())
                .as("what ended right before the start, the kernel has ended a second later")
                .isEqualTo(2);

        clock.advance(Duration.ofMillis(59_900));
        flow.turn();
        assertThat(kernel.judgedAnew()).isEqualTo(2);
        clock.advance(Duration.ofMillis(100));
        flow.turn();
        flow.turn();
        assertThat(kernel.judgedAnew()).isEqualTo(3);
        assertThat(table()).isEqualTo("of an earlier run");
    }

    @Test
    void aTableOfAnEarlierRunThatOthersChangeWhileKafkaIsAwayGivesWayToThePolicyOfBefore() {
        Snapshot own =
                known(facts.group(WEB), facts.rules(WEB, HTTP), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        anEarlierRunLeftATable();
        feed.setAway(true);
        AgentFlow flow = flow(RestoredPolicy.of(own, HERE, clock.instant()), own.image());
        flow.turn();
        kernel.othersWorkElsewhere();
        flow.turn();
        assertThat(table()).isEqualTo("of an earlier run");

        kernel.editedByOthers(Optional.of("of an earlier run, and a hole"));
        flow.turn();

        assertThat(table()).contains("tcp dport 80").doesNotContain("hole");
        assertThat(last.drift()).isEqualTo(new Drift(1, "rule added to forward", "nft, process 4711"));
        assertThat(last.state()).isEqualTo(CATCHING_UP);
    }

    /** Of whose changes this one did not hear. */
    private void anEarlierRunLeftATable() {
        kernel.editedByOthers(Optional.of("of an earlier run"));
        assertThat(kernel.transactions().all()).isNotEmpty();
    }

    private static Rule until(Instant deadline) {
        return Facts.rule(
                70,
                Direction.INGRESS,
                RuleAction.ACCEPT,
                1,
                Protocol.TCP,
                "70/70",
                cidr("0.0.0.0/0"),
                null,
                null,
                deadline);
    }

    @Test
    void aTableThatTheKernelRefusesAtStartIsTriedAgain() {
        feed.setAway(true);
        kernel.refuse(text -> true);
        AgentFlow flow = flow();
        flow.turn();
        assertThat(kernel.inForce()).isEmpty();
        kernel.refuse(text -> false);
        clock.advance(Duration.ofSeconds(1));
        flow.turn();
        assertThat(table()).contains("iifname \"sg*\" jump from_instance");
    }

    @Test
    void onlyWhatIsAllInForceIsToBeKept() {
        publishWebOnThisHost();
        feed.holdBack(Topics.RULE_EVENTS);
        AgentFlow flow = flow();
        flow.turn();
        assertThat(last.settled()).isFalse();
        feed.letThrough(Topics.RULE_EVENTS);
        flow.turn();
        flow.turn();
        assertThat(last.settled()).isTrue();
        kernel.refuse(text -> true);
        feed.publish(facts.authorized(WEB, HTTPS));
        flow.turn();
        assertThat(last.settled()).isFalse();
    }

    private static Snapshot known(EventRecord... events) {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        List.of(events).forEach(delta::replay);
        return new Snapshot(delta.apply(), Positions.EMPTY);
    }

    @Test
    void aRuleChangeReachesTheKernelInTheTurnThatReadsIt() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        feed.publish(facts.authorized(WEB, HTTPS));
        flow.turn();
        assertThat(table()).contains("tcp dport 443");
        feed.publish(facts.revoked(WEB, HTTPS));
        flow.turn();
        assertThat(table()).doesNotContain("tcp dport 443");
    }

    @Test
    void whatDoesNotConcernThisHostWritesNothing() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        int before = kernel.loaded().size();
        feed.publish(
                facts.group(APP), facts.rules(APP, HTTP), facts.instance("eci-9", APP, ELSEWHERE, "sg1", "10.0.9.9"));
        flow.turn();
        assertThat(kernel.loaded()).hasSize(before);
        assertThat(last.inForce()).isEqualTo(feed.positions());
    }

    @Test
    void aMemberOfAReferencedGroupOnAnotherHostIsOneMoreElementHere() {
        publishWebOnThisHost();
        feed.publish(facts.group(APP), facts.rules(APP), facts.authorized(WEB, FROM_APP));
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        feed.publish(facts.instance("eci-9", APP, ELSEWHERE, "sg1", "10.0.9.9"));
        flow.turn();
        assertThat(table()).contains("elements = { 10.0.9.9 }");
        feed.publish(facts.deleted("eci-9"));
        flow.turn();
        assertThat(table()).doesNotContain("10.0.9.9");
    }

    @Test
    void anEntryOfAListThatARuleNamesComesAndGoes() {
        feed.publish(
                facts.group(WEB),
                facts.list(OFFICE, "192.0.2.0/24"),
                facts.rules(WEB, FROM_OFFICE),
                facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        assertThat(table()).contains("192.0.2.0/24");
        feed.publish(facts.entries(OFFICE, "198.51.100.0/24"));
        flow.turn();
        assertThat(table()).contains("198.51.100.0/24").doesNotContain("192.0.2.0/24");
    }

    @Test
    void anEntryOfAListThatNoRuleHereNamesWritesNothing() {
        publishWebOnThisHost();
        feed.publish(facts.list(OFFICE, "192.0.2.0/24"));
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        int before = kernel.loaded().size();
        feed.publish(facts.entries(OFFICE, "198.51.100.0/24"));
        flow.turn();
        assertThat(kernel.loaded()).hasSize(before);
    }

    @Test
    void aNewInstanceIsOpenedOnlyAfterTheRulesThatWereThereWhenItCame() {
        AgentFlow flow = flow();
        feed.publish(facts.group(WEB), facts.rules(WEB, HTTP));
        flow.turn();
        flow.turn();
        feed.holdBack(Topics.RULE_EVENTS);
        feed.publish(facts.revoked(WEB, HTTP), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        flow.turn();
        flow.turn();
        assertThat(table()).doesNotContain("\"sg1\"");
        assertThat(last.inForce()).as("nothing newer is in force yet").isNotEqualTo(feed.positions());

        feed.letThrough(Topics.RULE_EVENTS);
        flow.turn();
        flow.turn();
        assertThat(table()).contains("\"sg1\" : goto in-" + WEB).doesNotContain("tcp dport 80");
        assertThat(last.inForce()).isEqualTo(feed.positions());
    }

    @Test
    void aRuleThatNamesAnUnseenGroupKeepsThePolicyOfBefore() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        feed.publish(facts.authorized(WEB, HTTPS, FROM_APP));
        flow.turn();
        assertThat(table()).contains("tcp dport 80").doesNotContain("tcp dport 443");
        assertThat(failureCodes()).contains("POLICY_UNKNOWN");

        feed.publish(facts.group(APP));
        flow.turn();
        assertThat(table()).contains("tcp dport 443");
        assertThat(failureCodes()).isEmpty();
    }

    @Test
    void aHeldGroupKeepsItsPolicyAndItsNewInstancesStayClosed() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        feed.publishUnreadable(AggregateRef.rules(WEB), 2);
        feed.publish(facts.instance("eci-2", WEB, HERE, "sg2", "10.0.0.2"));
        flow.turn();
        flow.turn();
        assertThat(table()).contains("tcp dport 80").doesNotContain("\"sg2\"");
        assertThat(failureCodes()).contains("HELD");

        feed.publish(facts.authorized(WEB, HTTPS));
        flow.turn();
        flow.turn();
        assertThat(table()).contains("tcp dport 443").contains("\"sg2\"");
        assertThat(failureCodes()).isEmpty();
    }

    @Test
    void aDeletedTableIsBackWithinTwoSeconds() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        Table before = kernel.loaded().get(kernel.loaded().size() - 1);
        kernel.editedByOthers(Optional.empty());
        clock.advance(Duration.ofSeconds(2));
        flow.turn();
        assertThat(kernel.isInForce(before)).isTrue();
        assertThat(last.drift()).isEqualTo(new Drift(1, "the table deleted", "nft, process 4711"));
    }

    @Test
    void anInterfaceThatGetsAMasterIsClosedWithinASecondAndComesBack() {
        links = new Links(Map.of("sg1", Optional.empty()), true);
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        assertThat(last.enforcement().enforcedInstances()).isEqualTo(1);

        links = new Links(Map.of("sg1", Optional.of("br0")), true);
        clock.advance(Duration.ofSeconds(1));
        flow.turn();
        assertThat(failureCodes()).containsExactly("INTERFACE_BRIDGED");
        assertThat(last.enforcement().enforcedInstances()).isZero();
        assertThat(table()).doesNotContain("\"sg1\"");

        links = new Links(Map.of("sg1", Optional.empty()), true);
        clock.advance(Duration.ofSeconds(1));
        flow.turn();
        assertThat(failureCodes()).isEmpty();
        assertThat(table()).contains("\"sg1\"");
    }

    @Test
    void aGroupThatTheKernelRefusesIsClosedAloneUntilItsPolicyChanges() {
        publishWebOnThisHost();
        feed.publish(facts.group(APP), facts.rules(APP, HTTPS), facts.instance("eci-2", APP, HERE, "sg2", "10.0.0.2"));
        kernel.refuse(text -> text.contains("tcp dport 443"));
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        assertThat(table()).contains("\"sg1\" : goto").doesNotContain("\"sg2\" : goto");
        assertThat(last.enforcement().failures())
                .containsExactly(new Failure("rules:" + APP, "KERNEL_REFUSED", "the kernel's reason"));
        assertThat(last.inForce()).isEqualTo(feed.positions());

        feed.publish(facts.revoked(APP, HTTPS));
        flow.turn();
        assertThat(table()).contains("\"sg2\" : goto");
        assertThat(failureCodes()).isEmpty();
    }

    @Test
    void aGroupThatTheKernelRefusedIsOpenedWhenTheKernelWouldTakeIt() {
        publishWebOnThisHost();
        feed.publish(facts.group(APP), facts.rules(APP, HTTPS), facts.instance("eci-2", APP, HERE, "sg2", "10.0.0.2"));
        kernel.refuse(text -> text.contains("tcp dport 443"));
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        int loaded = kernel.loaded().size();
        clock.advance(Duration.ofSeconds(30));
        flow.turn();
        assertThat(failureCodes()).containsExactly("KERNEL_REFUSED");
        assertThat(kernel.loaded()).as("asked, and not written again").hasSize(loaded);

        kernel.refuse(text -> false);
        clock.advance(Duration.ofSeconds(30));
        flow.turn();
        assertThat(table()).contains("\"sg2\" : goto").contains("tcp dport 443");
        assertThat(failureCodes()).isEmpty();
    }

    @Test
    void whatTheKernelRefusesAsAWholeLeavesTheFormerPolicyAndIsTriedAgain() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        String before = table();
        kernel.refuse(text -> true);
        feed.publish(facts.authorized(WEB, HTTPS));
        flow.turn();
        assertThat(table()).isEqualTo(before);
        assertThat(last.enforcement().refusal()).contains("the kernel's reason");
        assertThat(last.inForce()).isNotEqualTo(feed.positions());

        kernel.refuse(text -> false);
        clock.advance(Duration.ofSeconds(2));
        flow.turn();
        assertThat(table()).contains("tcp dport 443");
        assertThat(last.inForce()).isEqualTo(feed.positions());
    }

    @ParameterizedTest
    @EnumSource
    void aRuleEndsAtItsDeadlineWithoutAnyEventThoughKafkaIsAway(RuleAction action) {
        Rule shortLived = Facts.rule(
                7,
                Direction.INGRESS,
                action,
                1,
                Protocol.TCP,
                "7000/7000",
                cidr("0.0.0.0/0"),
                null,
                null,
                clock.instant().plusSeconds(60));
        feed.publish(
                facts.group(WEB), facts.rules(WEB, shortLived), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        feed.setAway(true);
        clock.advance(Duration.ofSeconds(60).minusNanos(1000));
        flow.turn();
        assertThat(table()).contains("tcp dport 7000");
        clock.advance(Duration.ofNanos(1000));
        flow.turn();
        assertThat(table()).doesNotContain("tcp dport 7000");
    }

    @Test
    void kafkaBeingAwayChangesNothingThatIsInForce() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        String before = table();
        feed.setAway(true);
        flow.turn();
        assertThat(table()).isEqualTo(before);
        feed.setAway(false);
        feed.publish(facts.authorized(WEB, HTTPS));
        flow.turn();
        assertThat(table()).contains("tcp dport 443");
    }

    @Test
    void eachChangeIsAnnouncedOnceAndIdleTurnsAreNot() {
        publishWebOnThisHost();
        AgentFlow flow = flow();
        flow.turn();
        flow.turn();
        int before = announced.size();
        flow.turn();
        flow.turn();
        assertThat(announced).hasSize(before);
        feed.publish(facts.authorized(WEB, HTTPS));
        flow.turn();
        assertThat(announced).hasSize(before + 1);
    }
}
