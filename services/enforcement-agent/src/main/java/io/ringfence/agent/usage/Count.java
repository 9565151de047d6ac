package io.ringfence.agent.usage;

/** What a counter of the kernel's stands at. */
public record Count(long packets, long bytes) {
    static final Count ZERO = new Count(0, 0);
}
