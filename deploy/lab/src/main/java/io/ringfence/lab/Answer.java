package io.ringfence.lab;

/** What came back within the bound of a {@link Prober}. */
public enum Answer {
    /** The other side's own answer: data over TCP or UDP, an echo reply. */
    ANSWERED,
    /** An error: a reset, or ICMP from the other side or from a router on the way. */
    REFUSED,
    /** Nothing. */
    SILENT
}
