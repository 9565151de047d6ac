package io.ringfence.events.rule;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import org.jspecify.annotations.Nullable;

/** All that makes two rules the same rule: everything but id, description and expiry. */
public record RuleKey(
        Direction direction,
        RuleAction policy,
        int priority,
        Protocol protocol,
        PortRange portRange,
        Peer peer,
        @Nullable PortRange sourcePortRange,
        @Nullable Cidr localCidr) {}
