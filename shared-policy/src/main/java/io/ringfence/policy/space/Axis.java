package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;

/** What a packet is cut by, in the order in which a {@link Node} asks: from what rules mostly differ in to what few name. */
enum Axis {
    FAMILY(0),
    PROTOCOL(1),
    DESTINATION_PORT(2),
    /** The group that owned the peer's address before a change of members; only what such a change opens or closes asks. */
    OWNER_BEFORE(3),
    /** The group that owns the peer's address, or nobody. */
    OWNER(4),
    PEER(5),
    SOURCE_PORT(6),
    LOCAL(7);

    private final int depth;

    Axis(int depth) {
        this.depth = depth;
    }

    /** Its place in the order, from 0 on. */
    int depth() {
        return depth;
    }

    /** The largest point of the axis for packets of a family. */
    Point last(AddressFamily family) {
        return switch (this) {
            case FAMILY -> Point.of(AddressFamily.IPV6);
            case PROTOCOL -> Point.of(255);
            case DESTINATION_PORT, SOURCE_PORT -> Point.of(65_535);
            case OWNER_BEFORE, OWNER -> Point.LAST;
            case PEER, LOCAL ->
                switch (family) {
                    case IPV4 -> Point.LAST_IPV4;
                    case IPV6 -> Point.LAST;
                };
        };
    }

    /** All of the axis. */
    Span whole(AddressFamily family) {
        return new Span(Point.FIRST, last(family));
    }

    boolean isOfAddresses() {
        return this == PEER || this == LOCAL;
    }

    boolean isOfOwners() {
        return this == OWNER || this == OWNER_BEFORE;
    }
}
