package io.ringfence.events.rule;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import java.time.Instant;

/** A change to a rule: anything but its direction. A removed description is empty. */
public record RulePatch(
        Patch<RuleAction> policy,
        Patch<Integer> priority,
        Patch<Protocol> protocol,
        Patch<PortRange> portRange,
        Patch<Peer> peer,
        Patch<PortRange> sourcePortRange,
        Patch<Cidr> localCidr,
        Patch<String> description,
        Patch<Instant> expiresAt) {
    /** The rule after the patch; an impossible result is an {@link io.ringfence.events.value.InvalidValue}. */
    public RuleSpec on(RuleSpec before) {
        Protocol newProtocol = protocol.on(before.protocol(), before.protocol());
        PortRange samePorts = newProtocol.hasPorts() ? before.portRange() : PortRange.ALL;
        return new RuleSpec(
                before.direction(),
                policy.on(before.policy(), RuleAction.ACCEPT),
                priority.on(before.priority(), RuleSpec.MIN_PRIORITY),
                newProtocol,
                portRange.on(samePorts, PortRange.ALL),
                peer.on(before.peer(), before.peer()),
                sourcePortRange.on(before.sourcePortRange()),
                localCidr.on(before.localCidr()),
                description.on(before.description(), ""),
                expiresAt.on(before.expiresAt()));
    }
}
