/**
 * What the agent's own classes take to put a host's policy in force and to change it, beside libnftables with the same
 * text. Nothing is sent; each contestant has a namespace of its own. Only {@code Bench} calls it, and forwarding has its
 * policies from here.
 */
@NullMarked
package io.ringfence.bench.tables;

import org.jspecify.annotations.NullMarked;
