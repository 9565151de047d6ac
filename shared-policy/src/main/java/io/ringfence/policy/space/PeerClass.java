package io.ringfence.policy.space;

import io.ringfence.events.value.SecurityGroupId;
import org.jspecify.annotations.Nullable;

/**
 * The peers whose address one group owned before a change and one group owns now; null stands for none of the groups
 * that are told apart. Where nothing changed both are the same.
 */
record PeerClass(@Nullable SecurityGroupId before, @Nullable SecurityGroupId now, Point placeBefore, Point placeNow) {
    static PeerClass of(@Nullable SecurityGroupId before, @Nullable SecurityGroupId now) {
        return new PeerClass(before, now, Point.ofOwner(before), Point.ofOwner(now));
    }

    /** Those of no group, or of one, before and now. */
    static PeerClass staying(@Nullable SecurityGroupId owner) {
        return of(owner, owner);
    }

    /** What a node says of these peers: the part of it that asks no more for owners. */
    Node in(Node node) {
        return node.at(Axis.OWNER_BEFORE, placeBefore).at(Axis.OWNER, placeNow);
    }
}
