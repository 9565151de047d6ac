/**
 * The product's first two minutes: a lab of namespaces, groups and rules by every door, real packets before and after
 * each change, and the questions one can ask afterwards. A client like any other: it knows the public interfaces only.
 * Single-threaded but for the watch on Kafka. Started by {@code ./ringfence demo}; nothing depends on it.
 */
@NullMarked
package io.ringfence.demo;

import org.jspecify.annotations.NullMarked;
