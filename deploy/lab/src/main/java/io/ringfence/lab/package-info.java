/**
 * A lab in which packets are real: hosts, container instances and machines outside are network namespaces joined by
 * veth pairs, and probes ask from inside them who reaches whom. It touches only namespaces that it made itself, and
 * nothing in it can reach the machine's own network. A lab belongs to one thread; the sockets it opened to any. Used by
 * the demo and by tests; knows nothing about groups, rules or nftables.
 */
@NullMarked
package io.ringfence.lab;

import org.jspecify.annotations.NullMarked;
