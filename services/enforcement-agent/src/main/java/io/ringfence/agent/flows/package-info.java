/**
 * Connections that already exist when the policy changes: which epoch they carry, and an end for those that the policy
 * has come to deny although only the denied side would still speak. On the flow's thread; the kernel judges everything
 * else by itself, packet by packet.
 */
@NullMarked
package io.ringfence.agent.flows;

import org.jspecify.annotations.NullMarked;
