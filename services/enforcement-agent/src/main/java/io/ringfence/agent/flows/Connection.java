package io.ringfence.agent.flows;

import io.ringfence.nativecalls.NetlinkAttributes;
import io.ringfence.policy.verdict.Packet;
import java.util.function.Supplier;

/**
 * A connection as the kernel tracks it.
 *
 * @param first the packet that would begin it now, as the hooks for forwarded packets see it: to where it really goes,
 *     from where it really comes
 * @param mark all 32 bits
 * @param named the beginning of a message to the kernel that names it
 */
public record Connection(Packet first, int mark, Supplier<NetlinkAttributes> named) {}
