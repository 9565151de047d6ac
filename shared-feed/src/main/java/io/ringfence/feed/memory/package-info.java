/**
 * The feed without Kafka: topics in memory, for tests and simulations of whoever reads a feed.
 * Topics may be written, re-created and read from any thread; a feed of them keeps the thread rule of all feeds.
 */
@NullMarked
package io.ringfence.feed.memory;

import org.jspecify.annotations.NullMarked;
