package io.ringfence.agent.flows;

import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.resolve.HostPolicyEvaluator;
import io.ringfence.policy.resolve.OpenInstance;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges connections by what is in force on the host, as if each began now. */
final class ConnectionJudge {

    private final Exemptions exemptions;
    private final HostPolicyEvaluator policy;
    private final Map<IpAddress, OpenInstance> owners = new HashMap<>();

    ConnectionJudge(Enforcement enforcement, Exemptions exemptions) {
        this.exemptions = exemptions;
        this.policy = new HostPolicyEvaluator(enforcement.policy());
        enforcement.policy().open().values().stream()
                .filter(instance -> !enforcement.withheld().covers(instance))
                .forEach(instance -> instance.addresses().forEach(address -> owners.put(address, instance)));
    }

    /** Whether an instance that may speak here is one of its ends. */
    boolean isAboutThisHost(Connection connection) {
        return owners.containsKey(connection.first().source())
                || owners.containsKey(connection.first().destination());
    }

    Verdict judge(Connection connection) {
        Packet packet = connection.first();
        return side(packet, Direction.EGRESS, owners.get(packet.source()))
                .and(side(packet, Direction.INGRESS, owners.get(packet.destination())));
    }

    private Verdict side(Packet packet, Direction direction, @Nullable OpenInstance instance) {
        if (instance == null || exemptions.alwaysAllows(direction, packet)) {
            return Verdict.ACCEPT;
        }
        return policy.side(instance.securityGroupId(), direction, packet);
    }
}
