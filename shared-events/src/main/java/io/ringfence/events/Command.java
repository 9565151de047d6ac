package io.ringfence.events;

import io.ringfence.events.value.AggregateRef;

/**
 * A wish: what somebody asks an aggregate to do. Ids that it may need are already in it; who asks, and when, stands
 * beside it.
 */
public interface Command {
    /** The aggregate that decides it. */
    AggregateRef target();
}
