package io.ringfence.axon.decide;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;

/** Who asks for a change, for which account, and through which door. */
public record Requester(AccountId account, String actor, Channel channel) {}
