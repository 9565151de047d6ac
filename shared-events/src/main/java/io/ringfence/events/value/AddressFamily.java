package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The two families of addresses; nothing is ever judged across them. */
public enum AddressFamily {
    IPV4,
    IPV6;

    /** Reads a constant in any letter case; anything else is an {@link InvalidValue} that lists what is possible. */
    @JsonCreator
    public static AddressFamily parse(String text) {
        return Constants.parse(AddressFamily.class, text);
    }

    /** Bits in an address of this family: 32 or 128. */
    public int bits() {
        return this == IPV4 ? 32 : 128;
    }
}
