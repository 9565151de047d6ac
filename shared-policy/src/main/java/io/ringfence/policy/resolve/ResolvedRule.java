package io.ringfence.policy.resolve;

import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule whose peer is resolved. Its priority is its place in the list it is in.
 *
 * @param portRange destination ports; {@code -1/-1} for protocols without ports
 * @param sourcePortRange null for any source port
 * @param localCidr the side of the connection that is not the peer; null for any address
 */
public record ResolvedRule(
        RuleId ruleId,
        RuleAction action,
        Protocol protocol,
        PortRange portRange,
        ResolvedPeer peer,
        @Nullable PortRange sourcePortRange,
        @Nullable Cidr localCidr,
        @Nullable Instant expiresAt) {
    static ResolvedRule of(RuleId ruleId, RuleSpec spec, ResolvedPeer peer) {
        return new ResolvedRule(
                ruleId,
                spec.policy(),
                spec.protocol(),
                spec.portRange(),
                peer,
                spec.sourcePortRange(),
                spec.localCidr(),
                spec.expiresAt());
    }

    /** Whether packets of the family can match, by protocol and local block; the peer is asked apart. */
    public boolean speaks(AddressFamily family) {
        return protocol.speaks(family) && (localCidr == null || localCidr.family() == family);
    }

    boolean inForceAt(Instant at) {
        return expiresAt == null || at.isBefore(expiresAt);
    }
}
