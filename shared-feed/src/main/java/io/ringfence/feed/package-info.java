/**
 * Reads the event topics from positions that the reader's owner keeps: no consumer group, nothing committed to Kafka.
 * One thread polls a feed at a time; everything else of it may be called from any thread.
 * Used by every part that follows events: projection, agent, and the write services for each other's facts.
 * What it promises: each record of the wanted topics, at least once, in order within its partition; whatever forces it
 * back is said to the owner, who drops duplicates by revision.
 */
@NullMarked
package io.ringfence.feed;

import org.jspecify.annotations.NullMarked;
