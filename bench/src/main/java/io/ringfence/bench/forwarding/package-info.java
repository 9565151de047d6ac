/**
 * What a packet costs that goes through a host: without any rule, with connection tracking alone, with the agent's own
 * table, and with the chains that others would have made of the same rules. Each stands in namespaces of its own; one
 * thread sends through all of them in turn. Only {@code Bench} calls it.
 */
@NullMarked
package io.ringfence.bench.forwarding;

import org.jspecify.annotations.NullMarked;
