package io.ringfence.agent;

/** Told of each turn of the flow, on the flow's thread; it must not hold it up. */
@FunctionalInterface
public interface FlowObserver {

    /**
     * A turn ended.
     *
     * @param changed whether it did anything that others should hear of at once
     */
    void turned(FlowState state, boolean changed);
}
