package io.ringfence.policy.verdict;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.PrefixListImage;
import io.ringfence.policy.image.RuleSetImage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges one packet by reading the policy from top to bottom, as the law is written. Never to be made faster.
 *
 * <p>The image may be a part of the whole: the groups, rule sets, lists and instances that the packet meets are
 * enough.
 */
public record PolicyEvaluator(EvaluationOrder order, Exemptions exemptions) {
    /** The law, with the settings that nobody changed. */
    public static final PolicyEvaluator DEFAULT = new PolicyEvaluator(EvaluationOrder.LAW, Exemptions.DEFAULT);

    // Echo, timestamp, information and mask requests (RFC 792, RFC 950).
    private static final Set<Integer> ICMP_REQUESTS = Set.of(Packet.ECHO_REQUEST, 13, 15, 17);
    private static final Set<Integer> ICMPV6_REQUESTS = Set.of(Packet.ECHO_REQUEST_V6);

    private static final Cidr MULTICAST_IPV4 = Cidr.parse("224.0.0.0/4");
    private static final Cidr MULTICAST_IPV6 = Cidr.parse("ff00::/8");
    private static final IpAddress BROADCAST = IpAddress.parse("255.255.255.255");

    /** What becomes of a packet that belongs to no connection, under the policy of the image as it is at the instant. */
    public Decision judge(PolicyImage image, Packet packet, Instant at) {
        return new Decision(egress(image, packet, at), ingress(image, packet, at));
    }

    private Side egress(PolicyImage image, Packet packet, Instant at) {
        InstanceImage owner = image.owner(packet.source());
        InstanceId owned = owner == null ? null : owner.instanceId();
        InstanceId sender = packet.sender() == null ? owned : packet.sender();
        if (sender == null) {
            return Side.notGuarded();
        }
        boolean own = sender.equals(owned);
        if (exemptions.leaving(packet, own)) {
            return Side.accept(sender, Reason.EXEMPT);
        }
        if (owner == null || !own) {
            return Side.drop(sender, Reason.SPOOFED);
        }
        return side(image, owner, Direction.EGRESS, packet, at);
    }

    private Side ingress(PolicyImage image, Packet packet, Instant at) {
        InstanceImage receiver = image.owner(packet.destination());
        if (receiver == null) {
            return Side.notGuarded();
        }
        boolean fromInstance = packet.sender() != null || image.owner(packet.source()) != null;
        if (exemptions.arriving(packet, fromInstance)) {
            return Side.accept(receiver.instanceId(), Reason.EXEMPT);
        }
        return side(image, receiver, Direction.INGRESS, packet, at);
    }

    private Side side(PolicyImage image, InstanceImage instance, Direction direction, Packet packet, Instant at) {
        if (isMulticast(packet.destination())) {
            return Side.drop(instance.instanceId(), Reason.MULTICAST);
        }
        if (!canBeginConnection(packet)) {
            return Side.drop(instance.instanceId(), Reason.NOT_A_CONNECTION_START);
        }
        GroupImage group = image.groups().get(instance.securityGroupId());
        RuleSetImage rules = image.ruleSets().get(instance.securityGroupId());
        if (group == null || rules == null) {
            return Side.drop(instance.instanceId(), Reason.POLICY_UNKNOWN);
        }
        for (Entry entry : order.entries(group, rules, direction, at)) {
            if (matches(image, group, entry, direction, packet)) {
                return Side.decided(instance.instanceId(), entry);
            }
        }
        throw new IllegalStateException("the last entry of " + group.securityGroupId() + " matched nothing");
    }

    /**
     * Every entry of one side that the packet matches, in the order in which they are asked: the first one decides, and
     * each of the others would, were those before it gone. Empty where the side has no policy.
     */
    public List<Entry> matching(PolicyImage image, Direction direction, Packet packet, Instant at) {
        InstanceImage instance = image.owner(direction == Direction.INGRESS ? packet.destination() : packet.source());
        GroupImage group = instance == null ? null : image.groups().get(instance.securityGroupId());
        RuleSetImage rules = instance == null ? null : image.ruleSets().get(instance.securityGroupId());
        if (group == null || rules == null) {
            return List.of();
        }
        return order.entries(group, rules, direction, at).stream()
                .filter(entry -> matches(image, group, entry, direction, packet))
                .toList();
    }

    private static boolean isMulticast(IpAddress destination) {
        return MULTICAST_IPV4.contains(destination)
                || MULTICAST_IPV6.contains(destination)
                || destination.equals(BROADCAST);
    }

    private static boolean canBeginConnection(Packet packet) {
        if (packet.is(Protocol.ICMP)) {
            return ICMP_REQUESTS.contains(packet.icmpType());
        }
        return !packet.is(Protocol.ICMPV6) || ICMPV6_REQUESTS.contains(packet.icmpType());
    }

    private static boolean matches(
            PolicyImage image, GroupImage group, Entry entry, Direction direction, Packet packet) {
        IpAddress peer = direction == Direction.INGRESS ? packet.source() : packet.destination();
        IpAddress local = direction == Direction.INGRESS ? packet.destination() : packet.source();
        return switch (entry.kind()) {
            case INNER_ACCESS -> isMember(image, group.securityGroupId(), peer);
            case RULE -> matches(image, entry.rule(), packet, peer, local);
            case DEFAULT -> true;
        };
    }

    private static boolean matches(
            PolicyImage image, @Nullable Rule rule, Packet packet, IpAddress peer, IpAddress local) {
        if (rule == null) {
            return false;
        }
        RuleSpec spec = rule.spec();
        return packet.is(spec.protocol())
                && spec.portRange().contains(packet.destinationPort())
                && (spec.sourcePortRange() == null || spec.sourcePortRange().contains(packet.sourcePort()))
                && (spec.localCidr() == null || spec.localCidr().contains(local))
                && spec.peer().accept(new IsPeer(image, peer));
    }

    private static boolean isMember(PolicyImage image, SecurityGroupId group, IpAddress address) {
        InstanceImage owner = image.owner(address);
        return owner != null && owner.securityGroupId().equals(group);
    }

    /** Whether an address is meant by the peer of a rule. */
    private record IsPeer(PolicyImage image, IpAddress address) implements Peer.Visitor<Boolean> {
        @Override
        public Boolean cidr(Cidr cidr) {
            return cidr.contains(address);
        }

        @Override
        public Boolean group(SecurityGroupId group) {
            return isMember(image, group, address);
        }

        @Override
        public Boolean prefixList(PrefixListId id) {
            PrefixListImage list = image.prefixLists().get(id);
            return list != null && list.contains(address);
        }
    }
}
