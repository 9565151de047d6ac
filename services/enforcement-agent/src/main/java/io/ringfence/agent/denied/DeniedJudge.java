package io.ringfence.agent.denied;

import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.enforce.Owners;
import io.ringfence.events.enforcement.DeniedFlow;
import io.ringfence.events.enforcement.DeniedFlow.Reason;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.RuleId;
import io.ringfence.policy.resolve.HostPolicyEvaluator;
import io.ringfence.policy.resolve.OpenInstance;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of denied packets who did not accept them and by which rule, by what is in force. */
final class DeniedJudge {

    /** In the order in which the kernel asks. */
    private static final List<Direction> SIDES = List.of(Direction.EGRESS, Direction.INGRESS);

    private final HostName host;
    private final Exemptions exemptions;
    private final HostPolicyEvaluator policy;
    private final Owners owners;

    DeniedJudge(Enforcement enforcement, Exemptions exemptions) {
        this.host = enforcement.policy().host();
        this.exemptions = exemptions;
        this.policy = new HostPolicyEvaluator(enforcement.policy());
        this.owners = new Owners(enforcement);
    }

    /** Packets that are all alike. */
    DeniedFlow judge(Packet packet, long packets, Instant at) {
        boolean owned = false;
        for (Direction direction : SIDES) {
            Optional<OpenInstance> owner = owners.of(direction, packet);
            owned |= owner.isPresent();
            if (owner.isPresent() && denies(owner.get(), direction, packet)) {
                return denied(packet, packets, at, direction, owner.get());
            }
        }
        return flow(packet, packets, at, null, null, null, owned ? Reason.NOT_KNOWN : Reason.CLOSED);
    }

    private boolean denies(OpenInstance owner, Direction direction, Packet packet) {
        return !exemptions.alwaysAllows(direction, packet)
                && policy.side(owner.securityGroupId(), direction, packet) == Verdict.DROP;
    }

    private DeniedFlow denied(Packet packet, long packets, Instant at, Direction direction, OpenInstance owner) {
        Optional<RuleId> rule = policy.decidingRule(owner.securityGroupId(), direction, packet);
        return flow(
                packet,
                packets,
                at,
                direction,
                owner,
                rule.orElse(null),
                rule.isPresent() ? Reason.RULE : Reason.DEFAULT);
    }

    private DeniedFlow flow(
            Packet packet,
            long packets,
            Instant at,
            @Nullable Direction direction,
            @Nullable OpenInstance owner,
            @Nullable RuleId rule,
            Reason reason) {
        return new DeniedFlow(
                host,
                at,
                packets,
                packet.source(),
                packet.destination(),
                packet.protocol(),
                packet.sourcePort(),
                packet.destinationPort(),
                packet.icmpType(),
                direction,
                owner == null ? null : owner.instanceId(),
                owner == null ? null : owner.securityGroupId(),
                rule,
                reason);
    }
}
