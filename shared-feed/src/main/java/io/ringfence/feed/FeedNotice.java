package io.ringfence.feed;

/**
 * Something that forced the feed back. The owner keeps all it knows: what comes again is dropped by revision, and what
 * is missing holds its aggregate.
 */
public sealed interface FeedNotice {
    /** The topic was deleted and made again under its name: it is read from offset 0. */
    record TopicRestarted(String topic, String oldTopicId, String newTopicId) implements FeedNotice {}

    /**
     * The partition no longer has, or does not yet have, the offset that was wanted: it is read from its first record
     * on. Records before that are gone from Kafka until somebody publishes them again.
     */
    record PartitionRewound(Position wanted, long restartsAt) implements FeedNotice {}
}
