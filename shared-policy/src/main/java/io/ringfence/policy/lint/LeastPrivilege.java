package io.ringfence.policy.lint;

import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.PrefixListImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What may be open to everybody: a rule that accepts more from all of IPv4 or all of IPv6 is overly permissive.
 *
 * @param publicPorts tcp and udp ports that anyone may reach
 * @param widestRange how many ports a range that is open to anyone may have, public ones or not; 1 or more
 */
public record LeastPrivilege(Set<Integer> publicPorts, int widestRange) {
    /** Web servers alone, one port a rule. */
    public static final LeastPrivilege DEFAULT = new LeastPrivilege(Set.of(80, 443), 1);

    private static final String ADVICE = "Grant the least privilege: ";

    public LeastPrivilege {
        publicPorts = Set.copyOf(publicPorts);
        if (widestRange < 1) {
            throw new IllegalArgumentException("a range has at least one port, and not " + widestRange);
        }
    }

    /** What is wrong with a rule, or null. */
    @Nullable
    String breach(RuleSpec rule, PolicyImage image) {
        boolean opens = rule.direction() == Direction.INGRESS && rule.policy() == RuleAction.ACCEPT;
        Cidr anyone = opens ? rule.peer().accept(new Anyone(image)).orElse(null) : null;
        if (anyone == null) {
            return null;
        }
        if (rule.protocol() == Protocol.ALL) {
            return "accepts every protocol and port from anyone (" + anyone + "). " + ADVICE
                    + "name the protocol, a single port, and who needs it";
        }
        return rule.protocol().hasPorts() ? breach(rule.protocol(), rule.portRange(), anyone) : null;
    }

    private @Nullable String breach(Protocol protocol, PortRange ports, Cidr anyone) {
        int count = ports.to() - ports.from() + 1;
        boolean allPublic = count <= publicPorts.size()
                && IntStream.rangeClosed(ports.from(), ports.to()).allMatch(publicPorts::contains);
        if (count > widestRange) {
            return "accepts " + count + " ports of " + protocol + ", " + ports.from() + " to " + ports.to()
                    + ", from anyone (" + anyone + "). " + ADVICE
                    + "name a single port instead of a range, and who needs it instead of everyone";
        }
        return allPublic
                ? null
                : "accepts " + protocol + " " + (count == 1 ? "port " + ports.from() : "ports " + ports)
                        + " from anyone (" + anyone
                        + "), and only " + publicText() + " may be open to everyone. " + ADVICE
                        + "name the block, group or prefix list that needs it";
    }

    private String publicText() {
        return publicPorts.isEmpty()
                ? "no port"
                : new TreeSet<>(publicPorts).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The block of a peer that is a whole address family. */
    private record Anyone(PolicyImage image) implements Peer.Visitor<Optional<Cidr>> {
        @Override
        public Optional<Cidr> cidr(Cidr cidr) {
            return Optional.of(cidr).filter(block -> block.prefixLength() == 0);
        }

        @Override
        public Optional<Cidr> group(SecurityGroupId group) {
            return Optional.empty();
        }

        @Override
        public Optional<Cidr> prefixList(PrefixListId id) {
            PrefixListImage list = image.prefixLists().get(id);
            return (list == null ? List.<PrefixListEntry>of() : list.entries())
                    .stream()
                            .map(PrefixListEntry::cidr)
                            .filter(cidr -> cidr.prefixLength() == 0)
                            .findFirst();
        }
    }
}
