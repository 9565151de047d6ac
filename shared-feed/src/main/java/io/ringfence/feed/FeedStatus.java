package io.ringfence.feed;

import java.util.OptionalLong;

/**
 * How the feed is doing, for readiness and metrics.
 *
 * @param detail a sentence for a person; empty while all is well
 * @param lag records that Kafka holds and that the feed has not handed out; unknown until Kafka has answered
 */
public record FeedStatus(State state, String detail, OptionalLong lag) {
    /** What the feed is doing. */
    public enum State {
        /** Not every wanted topic has been found yet. */
        CONNECTING,
        /** Every wanted topic is being read. */
        RUNNING,
        /** Kafka did not answer, or refused; the feed keeps trying. */
        DISCONNECTED,
        /** Closed by its owner, for good. */
        CLOSED
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }
}
