package io.ringfence.policy.space;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.verdict.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a box as its documentation says. */
final class Boxes {
    private Boxes() {}

    /** Whether a box holds a packet whose peer is a member of that group, or of none. */
    static boolean hold(Box box, Packet packet, @Nullable SecurityGroupId owner) {
        boolean ingress = box.direction() == Direction.INGRESS;
        IpAddress peer = ingress ? packet.source() : packet.destination();
        IpAddress local = ingress ? packet.destination() : packet.source();
        return (box.family() == null || box.family() == packet.family())
                && holds(box.protocols(), packet.protocol())
                && holds(box.ports(), packet.destinationPort())
                && holds(box.sourcePorts(), packet.sourcePort())
                && (box.local().isEmpty() || box.local().stream().anyMatch(range -> range.contains(local)))
                && box.peers().contain(peer, owner);
    }

    private static boolean holds(List<NumberRange> ranges, int number) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(number));
    }
}
