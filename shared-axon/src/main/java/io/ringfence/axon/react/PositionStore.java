package io.ringfence.axon.react;

import io.ringfence.feed.Positions;

/** How far this service has followed the events of others. */
interface PositionStore {
    /** Where to read on. */
    Positions load();

    /** Keeps these places over those that were kept before, in a transaction of its own. */
    void store(Positions positions);
}
