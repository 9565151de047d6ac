/** Enforces the policy of one host with nftables. */
@NullMarked
package io.ringfence.agent;

import org.jspecify.annotations.NullMarked;
