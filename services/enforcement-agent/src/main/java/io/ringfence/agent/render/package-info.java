/**
 * Renders a host's policy as the text of one nftables table. The same policy gives the same text, byte for byte,
 * so that comparing texts is comparing policies. Called by the agent's loop; knows neither Kafka nor the kernel.
 *
 * <p>In the rendered chains {@code return} means "accepted by this side" and goes on to the other side's policy;
 * {@code accept} would skip it when both instances are on this host.
 */
@NullMarked
package io.ringfence.agent.render;

import org.jspecify.annotations.NullMarked;
