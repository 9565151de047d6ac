package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Packets that are of one of these protocols, go to one of these ports, come from one of these ports, and so on; an empty
 * list asks nothing. The boxes of a space are disjoint.
 *
 * @param family null for both, and then no list names an address
 * @param peers the packets' sources for INGRESS, their destinations for EGRESS
 * @param local the other side's addresses
 */
public record Box(
        Direction direction,
        @Nullable AddressFamily family,
        List<NumberRange> protocols,
        List<NumberRange> ports,
        Peers peers,
        List<NumberRange> sourcePorts,
        List<AddressRange> local) {
    private static final int LAST_PROTOCOL = 255;

    public Box {
        protocols = List.copyOf(protocols);
        ports = List.copyOf(ports);
        sourcePorts = List.copyOf(sourcePorts);
        local = List.copyOf(local);
    }

    /** A line for a person, such as {@code tcp 443 from 10.0.0.0/8}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(protocolText());
        if (!ports.isEmpty()) {
            text.append(' ').append(join(ports));
        }
        text.append(direction == Direction.INGRESS ? " from " : " to ").append(peers);
        if (family != null && local.isEmpty() && !peers.nameAddresses()) {
            text.append(" over ").append(family == AddressFamily.IPV4 ? "IPv4" : "IPv6");
        }
        if (!sourcePorts.isEmpty()) {
            text.append("; source port ").append(join(sourcePorts));
        }
        if (!local.isEmpty()) {
            text.append("; local ").append(join(local));
        }
        return text.toString();
    }

    private String protocolText() {
        if (protocols.isEmpty()) {
            return "all";
        }
        boolean most = protocols.get(0).from() == 0
                && protocols.get(protocols.size() - 1).to() == LAST_PROTOCOL;
        return most ? "all but " + protocolNames(false) : protocolNames(true);
    }

    private String protocolNames(boolean wanted) {
        StringBuilder names = new StringBuilder();
        for (int number = 0; number <= LAST_PROTOCOL; number++) {
            int protocol = number;
            if (protocols.stream().anyMatch(range -> range.contains(protocol)) == wanted) {
                names.append(names.isEmpty() ? "" : ", ").append(name(number));
            }
        }
        return names.toString();
    }

    private static String name(int number) {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.number() == number) {
                return protocol.text();
            }
        }
        return "protocol " + number;
    }

    private static String join(List<?> ranges) {
        return ranges.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
