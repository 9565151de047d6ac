package io.ringfence.policy.resolve;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.ADVANCED;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.Touched;
import io.ringfence.policy.resolve.ClosedInstance.Reason;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.testing.story.Story;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What one host has to enforce, and what it keeps closed. */
class HostPolicyResolverTest {
    private static final HostName HOST = new HostName("h1");
    private static final HostPolicy NOTHING = HostPolicy.empty(HOST);

    private final Story story = new Story();

    private PolicyImage imageOf(Predicate<EventRecord> seen) {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        story.events().stream().filter(seen).forEach(delta::replay);
        return delta.apply();
    }

    private PolicyImage image() {
        return imageOf(record -> true);
    }

    private HostPolicy resolve(PolicyImage image, HostPolicy previous) {
        return HostPolicyResolver.resolve(image, story.now(), previous, instance -> false);
    }

    private HostPolicy resolve() {
        return resolve(image(), NOTHING);
    }

    private static Predicate<EventRecord> without(AggregateRef aggregate) {
        return record -> !record.envelope().aggregate().equals(aggregate);
    }

    private static <K, V> V at(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    private static void assertClosed(HostPolicy policy, InstanceId instance, Reason reason) {
        assertThat(policy.open()).doesNotContainKey(instance);
        assertThat(policy.closed().get(instance))
                .isNotNull()
                .extracting(ClosedInstance::reason)
                .isEqualTo(reason);
    }

    @Test
    void aHostGetsItsInstancesTheirGroupsAndTheMembersThatRulesName() {
        SecurityGroupId web = story.group(BASIC, ACCEPT);
        SecurityGroupId clients = story.group(BASIC, DROP);
        SecurityGroupId elsewhere = story.group(BASIC, ACCEPT);
        InstanceId instance = story.instance(web, "h1", "sg1", "10.0.0.1", "fd00::1");
        story.instance(clients, "h2", "sg1", "10.0.0.2");
        story.instance(elsewhere, "h2", "sg2", "10.0.0.3");
        List<RuleId> rules =
                story.authorize(web, "ingress accept 5 tcp 80/80 " + clients, "ingress drop 5 tcp 80/80 192.0.2.0/24");

        HostPolicy policy = resolve();

        assertThat(policy.open()).containsOnlyKeys(instance);
        assertThat(at(policy.open(), instance).addresses())
                .map(IpAddress::toString)
                .containsExactly("10.0.0.1", "fd00::1");
        assertThat(policy.groups()).containsOnlyKeys(web);
        GroupPolicy group = at(policy.groups(), web);
        assertThat(group.innerAccess()).isTrue();
        assertThat(group.rulesRevision()).isEqualTo(2);
        assertThat(group.ingress().rules())
                .extracting(ResolvedRule::ruleId)
                .containsExactly(rules.get(1), rules.get(0));
        assertThat(group.ingress().otherwise()).isEqualTo(Verdict.DROP);
        assertThat(group.egress().rules()).isEmpty();
        assertThat(group.egress().otherwise()).isEqualTo(Verdict.ACCEPT);
        assertThat(policy.members()).containsOnlyKeys(web, clients);
        assertThat(at(policy.members(), clients).ipv4()).containsExactly(IpAddress.parse("10.0.0.2"));
        assertThat(policy.failures()).isEmpty();
        assertThat(policy.deadline()).isNull();
    }

    @Test
    void withoutInnerAccessAGroupsOwnMembersAreNotNeeded() {
        SecurityGroupId group = story.group(ADVANCED, DROP);
        story.instance(group, "h1", "sg1", "10.0.0.1");

        HostPolicy policy = resolve();

        assertThat(policy.members()).isEmpty();
        assertThat(at(policy.groups(), group).egress().otherwise()).isEqualTo(Verdict.DROP);
    }

    @Test
    void prefixListsAreResolvedToTheirBlocks() {
        SecurityGroupId group = story.group(BASIC, DROP);
        PrefixListId list = story.prefixList("192.0.2.0/25", "192.0.2.128/25");
        story.authorize(group, "ingress accept 1 tcp 80/80 " + list);
        story.instance(group, "h1", "sg1", "10.0.0.1");

        assertThat(at(resolve().groups(), group).ingress().rules())
                .extracting(ResolvedRule::peer)
                .singleElement()
                .isEqualTo(new ResolvedPeer.Blocks(Story.entries("192.0.2.0/25", "192.0.2.128/25").stream()
                        .map(entry -> entry.cidr())
                        .toList()));
    }

    @Test
    void aGroupIsClosedUntilItsOwnAndItsRulesFirstEventsAreThere() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");

        assertClosed(resolve(imageOf(without(AggregateRef.group(group))), NOTHING), instance, Reason.POLICY_UNKNOWN);
        assertClosed(resolve(imageOf(without(AggregateRef.rules(group))), NOTHING), instance, Reason.POLICY_UNKNOWN);
        assertThat(resolve().open()).containsOnlyKeys(instance);
    }

    @Test
    void aNewInstanceStaysClosedWhileItWaitsAndAnOpenOneStaysOpen() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");
        Predicate<InstanceId> everybodyWaits = any -> true;

        HostPolicy waiting = HostPolicyResolver.resolve(image(), story.now(), NOTHING, everybodyWaits);
        assertClosed(waiting, instance, Reason.WAITING);
        assertThat(waiting.failures()).isEmpty();

        HostPolicy opened = resolve();
        assertThat(HostPolicyResolver.resolve(image(), story.now(), opened, everybodyWaits))
                .isEqualTo(opened);
    }

    @Test
    void aRuleThatNamesAGroupNotSeenKeepsThePolicyOfBefore() {
        SecurityGroupId group = story.group(BASIC, DROP);
        InstanceId old = story.instance(group, "h1", "sg1", "10.0.0.1");
        story.authorize(group, "ingress accept 1 tcp 80/80 0.0.0.0/0");
        HostPolicy before = resolve();
        SecurityGroupId unseen = story.group(BASIC, DROP);
        story.authorize(group, "ingress accept 1 tcp 81/81 " + unseen);
        InstanceId added = story.instance(group, "h1", "sg2", "10.0.0.2");

        HostPolicy after = resolve(imageOf(without(AggregateRef.group(unseen))), before);

        assertThat(after.groups()).isEqualTo(before.groups());
        assertThat(after.open()).containsOnlyKeys(old);
        assertClosed(after, added, Reason.POLICY_UNKNOWN);
        assertThat(after.failures())
                .extracting(Failure::subject)
                .containsExactlyInAnyOrder("group:" + unseen, "instance:" + added);
        assertThat(resolve(image(), after).open()).containsOnlyKeys(old, added);
    }

    @Test
    void aRuleThatNamesAListNotSeenClosesAGroupThatHadNoPolicy() {
        SecurityGroupId group = story.group(BASIC, DROP);
        PrefixListId list = new PrefixListId("pl-00000000000000099");
        story.authorize(group, "ingress accept 1 tcp 80/80 " + list);
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");

        assertClosed(resolve(), instance, Reason.POLICY_UNKNOWN);
    }

    @Test
    void aHeldGroupKeepsItsPolicyForInstancesThatHadItAndClosesNewOnes() {
        SecurityGroupId group = story.group(BASIC, DROP);
        InstanceId old = story.instance(group, "h1", "sg1", "10.0.0.1");
        story.authorize(group, "ingress accept 1 tcp 80/80 0.0.0.0/0");
        HostPolicy before = resolve();
        story.authorize(group, "ingress accept 1 tcp 81/81 0.0.0.0/0");
        EventRecord lost = story.events().get(story.events().size() - 1);
        story.authorize(group, "ingress accept 1 tcp 82/82 0.0.0.0/0");
        InstanceId added = story.instance(group, "h1", "sg2", "10.0.0.2");

        HostPolicy after = resolve(imageOf(record -> !record.equals(lost)), before);

        assertThat(after.groups()).isEqualTo(before.groups());
        assertThat(after.open()).containsOnlyKeys(old);
        assertClosed(after, added, Reason.HELD);
        assertThat(after.failures())
                .extracting(Failure::subject, Failure::code)
                .contains(tuple("rules:" + group, "HELD"));
        assertThat(resolve(image(), after).open()).containsOnlyKeys(old, added);
    }

    @Test
    void rulesExpireAlsoInAPolicyThatIsKept() {
        SecurityGroupId group = story.group(BASIC, DROP);
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");
        Instant deadline = Story.BEGIN.plusSeconds(60);
        story.authorize(group, "ingress accept 1 tcp 80/80 0.0.0.0/0 until=" + deadline);
        HostPolicy before = resolve();
        assertThat(before.deadline()).isEqualTo(deadline);
        PolicyDelta delta = new PolicyDelta(image());
        delta.unreadable(AggregateRef.rules(group), "the body is not JSON");

        HostPolicy after = HostPolicyResolver.resolve(delta.apply(), deadline, before, any -> false);

        assertThat(after.open()).containsOnlyKeys(instance);
        assertThat(at(after.groups(), group).ingress().rules()).isEmpty();
        assertThat(after.deadline()).isNull();
    }

    @Test
    void theDeadlineIsTheNextOneOfARuleInForce() {
        SecurityGroupId group = story.group(BASIC, DROP);
        story.instance(group, "h1", "sg1", "10.0.0.1");
        Instant first = Story.BEGIN.plusSeconds(60);
        Instant second = Story.BEGIN.plusSeconds(120);
        story.authorize(
                group,
                "ingress accept 1 tcp 80/80 0.0.0.0/0 until=" + second,
                "ingress drop 1 tcp 81/81 0.0.0.0/0 until=" + first);

        assertThat(resolve().deadline()).isEqualTo(first);
        assertThat(HostPolicyResolver.resolve(image(), first, NOTHING, any -> false)
                        .deadline())
                .isEqualTo(second);
    }

    @Test
    void whatIsDeletedIsGone() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        SecurityGroupId named = story.group(BASIC, ACCEPT);
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");
        story.authorize(group, "ingress accept 1 tcp 80/80 " + named);
        HostPolicy before = resolve();

        story.tell(new SecurityGroupDeleted(named, 1));
        assertThat(resolve().open()).containsOnlyKeys(instance);
        assertThat(at(resolve(image(), before).members(), named).isEmpty()).isTrue();

        story.tell(new RuleSetDeleted(group));
        assertClosed(resolve(image(), before), instance, Reason.GROUP_DELETED);

        story.delete(instance);
        HostPolicy after = resolve(image(), before);
        assertThat(after.open()).isEmpty();
        assertThat(after.closed()).isEmpty();
        assertThat(after.groups()).isEmpty();
    }

    @Test
    void aDeletedPrefixListHasNoAddress() {
        SecurityGroupId group = story.group(BASIC, DROP);
        PrefixListId list = story.prefixList("192.0.2.0/24");
        story.authorize(group, "ingress accept 1 tcp 80/80 " + list);
        story.instance(group, "h1", "sg1", "10.0.0.1");
        story.tell(new PrefixListDeleted(list));

        assertThat(at(resolve().groups(), group).ingress().rules())
                .extracting(ResolvedRule::peer)
                .containsExactly(new ResolvedPeer.Blocks(List.of()));
    }

    @Test
    void aHeldPrefixListKeepsThePolicyOfTheGroupsThatNameIt() {
        SecurityGroupId group = story.group(BASIC, DROP);
        PrefixListId list = story.prefixList("192.0.2.0/24");
        story.authorize(group, "ingress accept 1 tcp 80/80 " + list);
        InstanceId old = story.instance(group, "h1", "sg1", "10.0.0.1");
        HostPolicy before = resolve();
        InstanceId added = story.instance(group, "h1", "sg2", "10.0.0.2");
        PolicyDelta delta = new PolicyDelta(image());
        delta.unreadable(AggregateRef.prefixList(list), "the body is not JSON");

        HostPolicy after = resolve(delta.apply(), before);

        assertThat(after.groups()).isEqualTo(before.groups());
        assertThat(after.open()).containsOnlyKeys(old);
        assertClosed(after, added, Reason.HELD);
    }

    @Test
    void aHeldInstanceStaysAsItWasAndIsReported() {
        SecurityGroupId group = story.group(BASIC, DROP);
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");
        HostPolicy before = resolve();
        PolicyDelta delta = new PolicyDelta(image());
        delta.unreadable(AggregateRef.instance(instance), "the body is not JSON");
        Failure failure = new Failure("instance:" + instance, "HELD", "the body is not JSON");

        HostPolicy after = resolve(delta.apply(), before);
        assertThat(after.open()).isEqualTo(before.open());
        assertThat(after.failures()).containsExactly(failure);

        HostPolicy fresh = resolve(delta.apply(), NOTHING);
        assertClosed(fresh, instance, Reason.HELD);
        assertThat(fresh.failures()).containsExactly(failure);
    }

    @Test
    void theLaterOfTwoInstancesOnOneInterfaceHasIt() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        InstanceId moving = story.instance(group, "h2", "sg1", "10.0.0.1");
        InstanceId earlier = story.instance(group, "h1", "sg1", "10.0.0.2");
        story.move(moving, "h1", "sg1");

        HostPolicy policy = resolve();

        assertThat(policy.open()).containsOnlyKeys(moving);
        assertClosed(policy, earlier, Reason.INTERFACE_TAKEN);
    }

    @Test
    void anInstanceMaySendFromTheAddressesThatItOwnsOnly() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        InstanceId earlier = story.instance(group, "h1", "sg1", "10.0.0.1", "fd00::1");
        story.instance(group, "h2", "sg1", "10.0.0.1");

        assertThat(at(resolve().open(), earlier).addresses()).containsExactly(IpAddress.parse("fd00::1"));
    }

    private Touched touchedBy(PolicyImage image) {
        PolicyDelta delta = new PolicyDelta(image);
        story.events().forEach(delta::replay);
        return delta.touched();
    }

    @Test
    void onlyWhatAHostDependsOnConcernsIt() {
        SecurityGroupId here = story.group(BASIC, ACCEPT);
        SecurityGroupId named = story.group(BASIC, ACCEPT);
        SecurityGroupId other = story.group(BASIC, ACCEPT);
        story.authorize(here, "ingress accept 1 tcp 80/80 " + named);
        story.instance(here, "h1", "sg1", "10.0.0.1");
        PolicyImage image = image();
        HostPolicy policy = resolve();

        story.authorize(other, "ingress accept 1 tcp 80/80 0.0.0.0/0");
        story.instance(other, "h2", "sg1", "10.0.0.2");
        story.authorize(named, "ingress accept 1 tcp 80/80 0.0.0.0/0");
        story.prefixList("192.0.2.0/24");
        assertThat(policy.isConcernedBy(touchedBy(image))).isFalse();

        PolicyImage later = image();
        story.instance(named, "h2", "sg2", "10.0.0.3");
        assertThat(policy.isConcernedBy(touchedBy(later))).isTrue();

        PolicyImage evenLater = image();
        story.authorize(here, "ingress accept 1 tcp 81/81 0.0.0.0/0");
        assertThat(policy.isConcernedBy(touchedBy(evenLater))).isTrue();
    }

    @Test
    void aChangedEntryChangesTheGroupsThatNameTheListAndNoOther() {
        SecurityGroupId naming = story.group(BASIC, DROP);
        SecurityGroupId other = story.group(BASIC, DROP);
        PrefixListId list = story.prefixList("192.0.2.0/24");
        story.authorize(naming, "ingress accept 1 tcp 80/80 " + list);
        story.authorize(other, "ingress accept 1 tcp 80/80 192.0.2.0/24");
        story.instance(naming, "h1", "sg1", "10.0.0.1");
        story.instance(other, "h1", "sg2", "10.0.0.2");
        story.instance(other, "h2", "sg1", "10.0.0.3");
        PolicyImage image = image();
        HostPolicy before = resolve();
        HostPolicy elsewhere = resolve(image, HostPolicy.empty(new HostName("h2")));

        story.tell(new PrefixListModified(list, "changed", Story.entries("198.51.100.0/24")));

        assertThat(elsewhere.isConcernedBy(touchedBy(image))).isFalse();
        assertThat(before.isConcernedBy(touchedBy(image))).isTrue();
        HostPolicy after = resolve(image(), before);
        assertThat(at(after.groups(), naming)).isNotEqualTo(at(before.groups(), naming));
        assertThat(at(after.groups(), other)).isEqualTo(at(before.groups(), other));
    }

    @Test
    void theListThatAClosedGroupWaitsForConcernsTheHost() {
        SecurityGroupId group = story.group(BASIC, DROP);
        PrefixListId list = new PrefixListId("pl-00000000000000099");
        story.authorize(group, "ingress accept 1 tcp 80/80 " + list);
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");
        PolicyImage image = image();
        HostPolicy closed = resolve();

        story.tell(new PrefixListCreated(
                list, AccountId.DEFAULT, "late", AddressFamily.IPV4, 1, Story.entries("192.0.2.0/24")));

        assertThat(closed.isConcernedBy(touchedBy(image))).isTrue();
        assertThat(resolve(image(), closed).open()).containsOnlyKeys(instance);
    }

    @Test
    void aFirstInstanceOnAnEmptyHostConcernsIt() {
        PolicyImage image = image();
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        story.instance(group, "h1", "sg1", "10.0.0.1");

        assertThat(NOTHING.isConcernedBy(touchedBy(image))).isTrue();
    }

    @Test
    void rulesSeenBeforeTheirGroupAreNotForgotten() {
        SecurityGroupId group = new SecurityGroupId("sg-00000000000000077");
        InstanceId instance = story.instance(group, "h1", "sg1", "10.0.0.1");
        story.tell(new RuleSetOpened(group, AccountId.DEFAULT, VpcId.DEFAULT, BASIC, List.of()));

        assertClosed(resolve(), instance, Reason.POLICY_UNKNOWN);
        assertThat(resolve().watched()).contains(AggregateRef.group(group), AggregateRef.rules(group));
    }
}
