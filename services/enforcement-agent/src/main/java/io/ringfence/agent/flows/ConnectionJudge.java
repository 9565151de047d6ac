package io.ringfence.agent.flows;

import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.enforce.Owners;
import io.ringfence.events.value.Direction;
import io.ringfence.policy.resolve.HostPolicyEvaluator;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;

/** Judges connections by what is in force on the host, as if each began now. */
final class ConnectionJudge {

    private final Exemptions exemptions;
    private final HostPolicyEvaluator policy;
    private final Owners owners;

    ConnectionJudge(Enforcement enforcement, Exemptions exemptions) {
        this.exemptions = exemptions;
        this.policy = new HostPolicyEvaluator(enforcement.policy());
        this.owners = new Owners(enforcement);
    }

    /** Whether an instance that may speak here is one of its ends. */
    boolean isAboutThisHost(Connection connection) {
        return owners.of(connection.first().source()).isPresent()
                || owners.of(connection.first().destination()).isPresent();
    }

    Verdict judge(Connection connection) {
        Packet packet = connection.first();
        return side(Direction.EGRESS, packet).and(side(Direction.INGRESS, packet));
    }

    private Verdict side(Direction direction, Packet packet) {
        return owners.of(direction, packet)
                .filter(owner -> !exemptions.alwaysAllows(direction, packet))
                .map(owner -> policy.side(owner.securityGroupId(), direction, packet))
                .orElse(Verdict.ACCEPT);
    }
}
