package io.ringfence.agent;

import java.util.List;

/** Told of each turn of the flow, on the flow's thread; it must not hold it up. */
@FunctionalInterface
public interface FlowObserver {

    /**
     * A turn ended.
     *
     * @param changed whether it did anything that others should hear of at once
     */
    void turned(FlowState state, boolean changed);

    /** Tells all of these, in their order. */
    static FlowObserver all(List<FlowObserver> observers) {
        return (state, changed) -> observers.forEach(observer -> observer.turned(state, changed));
    }
}
