package io.ringfence.axon.gate;

import io.ringfence.events.Command;

/**
 * Which commands belong into one lane: those on one aggregate, and with them those that change the same rows of the
 * store. A service whose aggregates share rows has a bean of this type.
 */
@FunctionalInterface
public interface LaneKey {
    /** One lane for each aggregate's id. */
    LaneKey BY_TARGET = command -> command.target().id();

    /** Commands with equal keys keep their order. */
    String of(Command command);
}
