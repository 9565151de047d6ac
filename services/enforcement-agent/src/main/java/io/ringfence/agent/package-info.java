/**
 * Enforces the policy of one host: events become an image, the image this host's policy, the policy one nftables table,
 * and the host reports what it enforces. All of that happens on the agent's one loop thread; HTTP reads immutable
 * snapshots of it. Nothing outside this service imports it, but for
 * the bench.
 */
@NullMarked
package io.ringfence.agent;

import org.jspecify.annotations.NullMarked;
