package io.ringfence.agent.render;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.policy.verdict.AlwaysAllowed;
import java.util.Arrays;
import java.util.List;

/** Reads what a host's owner always allows: {@code egress tcp 80/80 169.254.169.254, ingress icmp -1/-1 10.0.0.9}. */
public final class AlwaysAllowedText {

    private AlwaysAllowedText() {}

    /**
     * Reads entries separated by commas, each of direction, protocol, port range and CIDR.
     *
     * @throws IllegalArgumentException naming the entry that is none
     */
    public static List<AlwaysAllowed> parse(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(AlwaysAllowedText::entry)
                .toList();
    }

    private static AlwaysAllowed entry(String text) {
        String[] parts = text.split("\\s+", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("always allowed: an entry is direction, protocol, port range and CIDR,"
                    + " such as 'egress tcp 80/80 169.254.169.254', and not '" + text + "'");
        }
        return new AlwaysAllowed(
                Direction.parse(parts[0]), Protocol.parse(parts[1]), PortRange.parse(parts[2]), Cidr.parse(parts[3]));
    }
}
