package io.ringfence.agent.render;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The single conditions of a rule, each exact; an empty text where there is nothing to ask. */
final class Matches {
    /** In 2554. */
    private static final long LAST_SECOND = Long.divideUnsigned(-1L, 1_000_000_000L);

    private Matches() {}

    /** Protocol and ports. The kernel finds the protocol behind IPv6 extension headers too. */
    static String protocol(Protocol protocol, PortRange destination) {
        if (protocol.hasPorts()) {
            return protocol.text() + " dport " + ports(destination);
        }
        return protocol == Protocol.ALL ? "" : "meta l4proto " + protocol.number();
    }

    static String sourcePorts(Protocol protocol, PortRange source) {
        return protocol.text() + " sport " + ports(source);
    }

    /** The address of the side that is not the instance: the source of what comes in, the target of what goes out. */
    static String peer(Direction direction, Cidr cidr) {
        return address(cidr.family(), direction == Direction.INGRESS ? "saddr" : "daddr", cidr);
    }

    /** As {@link #peer(Direction, Cidr)}, for any element of a set. */
    static String peer(Direction direction, AddressFamily family, String set) {
        return header(family) + (direction == Direction.INGRESS ? " saddr @" : " daddr @") + set;
    }

    /** As {@link #peer(Direction, Cidr)}, for any of a range. */
    static String peer(Direction direction, AddressRange range) {
        if (range.isEverything()) {
            return range.family() == AddressFamily.IPV4 ? "meta nfproto ipv4" : "meta nfproto ipv6";
        }
        return header(range.family()) + (direction == Direction.INGRESS ? " saddr " : " daddr ") + range.text();
    }

    /** What the peer's address decides: elements such as {@code 10.0.0.0/8 : return}. */
    static String peerMap(Direction direction, AddressFamily family, String elements) {
        return header(family) + (direction == Direction.INGRESS ? " saddr" : " daddr") + " vmap { " + elements + " }";
    }

    /** The address of the instance's own side. */
    static String local(Direction direction, Cidr cidr) {
        return address(cidr.family(), direction == Direction.INGRESS ? "daddr" : "saddr", cidr);
    }

    /**
     * Any time before a deadline, by the kernel's clock: a rule ends by itself should no agent run then. Whole seconds are
     * all that nft reads, so that is up to one later; a running agent takes the rule out on time. What the kernel's clock, of
     * nanoseconds in 64 bits, does not reach is no deadline to it: there it would begin again in 1970.
     */
    static String before(@Nullable Instant deadline) {
        if (deadline == null) {
            return "";
        }
        long seconds = deadline.getNano() == 0 ? deadline.getEpochSecond() : deadline.getEpochSecond() + 1;
        return seconds > LAST_SECOND ? "" : "meta time < " + seconds;
    }

    /** All of a family is asked for as the family, as a match of zero bits would be no match at all. */
    private static String address(AddressFamily family, String side, Cidr cidr) {
        if (cidr.prefixLength() == 0) {
            return family == AddressFamily.IPV4 ? "meta nfproto ipv4" : "meta nfproto ipv6";
        }
        return header(family) + " " + side + " " + cidr;
    }

    private static String header(AddressFamily family) {
        return family == AddressFamily.IPV4 ? "ip" : "ip6";
    }

    static String ports(PortRange range) {
        return range.from() == range.to() ? Integer.toString(range.from()) : range.from() + "-" + range.to();
    }
}
