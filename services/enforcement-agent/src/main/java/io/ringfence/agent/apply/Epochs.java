package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;

/** Gives out epochs that no connection carries, and keeps track of the one that is in force. */
public interface Epochs {

    /** One that no connection carries, and none that was given out since that was looked for. */
    Epoch next();

    /** The kernel now marks what it accepts with this one. */
    void began(Epoch epoch);
}
