package io.ringfence.axon;

/** In which order a service stops: lower numbers first, and what says nothing after all of these. */
public final class StopOrder {
    /** Whatever brings commands, before the lanes that decide them: it waits for answers. */
    public static final int DOORS = 100;

    private StopOrder() {}
}
