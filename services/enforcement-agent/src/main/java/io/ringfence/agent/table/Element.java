package io.ringfence.agent.table;

import org.jspecify.annotations.Nullable;

/** One element that is to be added to a set or map or taken from it. */
public final class Element {
    private final String set;
    private final byte[] key;
    private final @Nullable String chain;

    Element(String set, byte[] key, @Nullable String chain) {
        this.set = set;
        this.key = key;
        this.chain = chain;
    }

    public String set() {
        return set;
    }

    /** As the kernel keeps it; not to be changed. */
    public byte[] key() {
        return key;
    }

    /** Where a packet with this key goes to; null in a set. */
    public @Nullable String chain() {
        return chain;
    }
}
