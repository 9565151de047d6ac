package io.ringfence.testing.story;

import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule in one line, so that a test reads as its policy: {@code ingress accept 1 tcp 80/80 10.0.0.0/8}, with any of
 * {@code sport=1024/65535 local=10.0.0.5 until=2026-01-01T00:00:00Z} behind it. The peer may be a CIDR, a group's id or
 * a prefix list's.
 */
public final class RuleText {
    private static final int FIXED_WORDS = 6;

    private RuleText() {}

    /** Reads such a line; anything else is an error in the test. */
    public static RuleSpec parse(String line) {
        String[] words = line.split(" ");
        Map<String, String> options = Arrays.stream(words)
                .skip(FIXED_WORDS)
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        String sport = options.get("sport");
        String local = options.get("local");
        String until = options.get("until");
        return new RuleSpec(
                Direction.parse(words[0]),
                RuleAction.parse(words[1]),
                Integer.parseInt(words[2]),
                Protocol.parse(words[3]),
                PortRange.parse(words[4]),
                peer(words[5]),
                sport == null ? null : PortRange.parse(sport),
                local == null ? null : Cidr.parse(local),
                "",
                until == null ? null : Micros.parse(until));
    }

    private static Peer peer(String word) {
        if (word.startsWith("sg-")) {
            return new Peer.GroupPeer(new SecurityGroupId(word));
        }
        return word.startsWith("pl-")
                ? new Peer.PrefixListPeer(new PrefixListId(word))
                : new Peer.CidrPeer(Cidr.parse(word));
    }

    /** The line that {@link #parse} reads back; a description is left out. */
    public static String format(RuleSpec spec) {
        return spec.direction() + " " + spec.policy() + " " + spec.priority() + " " + spec.protocol() + " "
                + spec.portRange() + " " + spec.peer().accept(PEER)
                + option(" sport=", spec.sourcePortRange())
                + option(" local=", spec.localCidr())
                + option(" until=", spec.expiresAt());
    }

    private static String option(String name, @Nullable Object value) {
        return value == null ? "" : name + value;
    }

    private static final Peer.Visitor<String> PEER = new Peer.Visitor<>() {
        @Override
        public String cidr(Cidr cidr) {
            return cidr.toString();
        }

        @Override
        public String group(SecurityGroupId group) {
            return group.toString();
        }

        @Override
        public String prefixList(PrefixListId list) {
            return list.toString();
        }
    };
}
