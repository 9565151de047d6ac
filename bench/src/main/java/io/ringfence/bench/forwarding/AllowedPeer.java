package io.ringfence.bench.forwarding;

import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule of the list that every contestant has: it lets a block of addresses reach a range of ports.
 *
 * @param block such as {@code 10.3.0.0/16}
 */
record AllowedPeer(Protocol protocol, int firstPort, int lastPort, String block) {
    private static final int SAME_PORT_EACH = 50;

    /**
     * So many rules, of which the last alone lets this block reach this port by UDP. Of those before it every other is
     * about UDP, every other of each kind is about the same block and another port, and one in fifty is about the same
     * port and another block; ports are single ones or ranges, and none twice.
     */
    static List<AllowedPeer> list(int count, String block, int port) {
        List<AllowedPeer> rules = new ArrayList<>();
        for (int number = 0; number < count - 1; number++) {
            String other = "10." + number + ".0.0/" + (16 + number % 9);
            Protocol protocol = number % 2 == 0 ? Protocol.UDP : Protocol.TCP;
            int first = 10_000 + 13 * number;
            if (number % SAME_PORT_EACH == 0) {
                rules.add(new AllowedPeer(Protocol.UDP, port, port, other));
            } else {
                rules.add(new AllowedPeer(protocol, first, first + number % 10, number % 4 < 2 ? block : other));
            }
        }
        if (count > 0) {
            rules.add(new AllowedPeer(Protocol.UDP, port, port, block));
        }
        return rules;
    }

    /** The same as one of our rules, which is asked by its place in the list. */
    RuleSpec spec(int place) {
        return new RuleSpec(
                Direction.INGRESS,
                RuleAction.ACCEPT,
                1 + place / 2,
                protocol,
                new PortRange(firstPort, lastPort),
                new Peer.CidrPeer(Cidr.parse(block)),
                null,
                null,
                "",
                null);
    }

    boolean isOfOnePort() {
        return firstPort == lastPort;
    }
}
