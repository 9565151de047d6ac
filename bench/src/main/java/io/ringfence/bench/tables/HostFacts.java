package io.ringfence.bench.tables;

import io.ringfence.agent.render.GuardedPattern;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.Touched;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import io.ringfence.policy.verdict.Exemptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Events as the services would publish them, and the policy of a host that follows from them. */
public final class HostFacts {
    public static final HostName HERE = new HostName("here");
    public static final HostName ELSEWHERE = new HostName("elsewhere");

    /** An agent's settings, as they are if nobody changes them. */
    public static final TableSettings SETTINGS =
            new TableSettings(List.of(new GuardedPattern("sg*")), Exemptions.DEFAULT, MarkMask.DEFAULT);

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<AggregateRef, Long> revisions = new HashMap<>();
    private PolicyImage image = PolicyImage.EMPTY;
    private PolicyDelta delta = new PolicyDelta(image);
    private HostPolicy policy = HostPolicy.empty(HERE);
    private Set<IpAddress> moved = Set.of();
    private long micros;

    public static SecurityGroupId group(int number) {
        return new SecurityGroupId("sg-%017d".formatted(number));
    }

    /** A rule; its id ends in the number. */
    public static Rule rule(int number, RuleSpec spec) {
        return new Rule(new RuleId("sgr-%017d".formatted(number)), spec);
    }

    /** A group whose members reach each other, with its rules. */
    public void opened(int number, List<Rule> rules) {
        SecurityGroupId id = group(number);
        happened(new SecurityGroupCreated(
                id,
                AccountId.DEFAULT,
                "group " + number,
                "",
                SecurityGroupType.BASIC,
                VpcId.DEFAULT,
                RegionId.DEFAULT,
                InnerAccessPolicy.ACCEPT,
                Map.of(),
                false));
        happened(new RuleSetOpened(id, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC, rules));
    }

    /** A rule of a group is another now. */
    public void modified(int group, Rule rule) {
        happened(new RuleModified(group(group), rule));
    }

    /** An instance that is a member of a group. */
    public void registered(String id, int group, HostName host, String interfaceName, String... addresses) {
        happened(new InstanceRegistered(
                new InstanceId("eci-" + id),
                AccountId.DEFAULT,
                id,
                VpcId.DEFAULT,
                group(group),
                Stream.of(addresses).map(IpAddress::parse).toList(),
                host,
                new InterfaceName(interfaceName),
                Map.of()));
    }

    /**
     * The policy of the host {@link #HERE} by all that happened, resolved as the agent does: anew, or where only members
     * came and went, by taking over those.
     */
    public HostPolicy policy() {
        Touched touched = delta.touched();
        moved = Set.copyOf(touched.addresses());
        image = delta.apply();
        delta = new PolicyDelta(image);
        if (policy.isConcernedBeyondMembersBy(touched)) {
            policy = resolved(policy);
        } else if (policy.isConcernedBy(touched)) {
            policy = policy.withMembersOf(image);
        }
        return policy;
    }

    /** The same resolved by an agent that knows the image and no policy yet. */
    HostPolicy policyOfAnew() {
        policy();
        return resolved(HostPolicy.empty(HERE));
    }

    /** The addresses whose owner may be another by what happened between the last two askings for the policy. */
    Set<IpAddress> moved() {
        return moved;
    }

    private HostPolicy resolved(HostPolicy previous) {
        return HostPolicyResolver.resolve(image, BEGIN, previous, instance -> false);
    }

    private void happened(DomainEvent event) {
        micros++;
        delta.replay(new EventRecord(
                new Envelope(
                        "event-" + micros,
                        EventType.of(event),
                        "/ringfence/bench",
                        event.aggregate(),
                        revisions.merge(event.aggregate(), 1L, Long::sum),
                        BEGIN.plusNanos(1_000 * micros),
                        AccountId.DEFAULT,
                        "bench",
                        Channel.REST,
                        "command-" + micros,
                        null,
                        null),
                event));
    }
}
