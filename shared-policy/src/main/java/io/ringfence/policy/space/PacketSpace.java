package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.space.Node.Shape;
import io.ringfence.policy.space.Nodes.Intervals;
import io.ringfence.policy.verdict.Packet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set of packets of one direction, by address family, protocol, both ports, the peer's address and the group that owns
 * it, and the local address. Exact: made of whole intervals, never of samples. Groups stay groups: their members are
 * asked for when a question depends on them, and the set is the same whoever they are.
 *
 * <p>It holds what rules, inner access and the default say of packets that can begin a connection, as
 * {@link io.ringfence.policy.resolve.HostPolicyEvaluator} does. What comes before them is not in it: exempt traffic,
 * spoofed sources, multicast, and ICMP that begins nothing. The rules are those in force at the instant of the policy;
 * time is no axis.
 *
 * <p>Its size depends on how much rules overlap. For rules that name one port or one block it grows with their number;
 * for hundreds that each cross most others in four axes at once it can grow with the product of their numbers.
 */
public final class PacketSpace {
    private final Direction direction;
    private final Node root;

    private PacketSpace(Direction direction, Node root) {
        this.direction = direction;
        this.root = root;
    }

    /** No packet; what a group whose policy is not known accepts. */
    public static PacketSpace nothing(Direction direction) {
        return new PacketSpace(direction, Node.NOTHING);
    }

    /** Every packet. */
    public static PacketSpace everything(Direction direction) {
        return new PacketSpace(direction, Node.EVERYTHING);
    }

    /** What one side of a group accepts. */
    public static PacketSpace accepted(GroupPolicy policy, Direction direction) {
        return of(direction, family -> Clauses.of(policy, direction, family));
    }

    /** What matches a rule, whatever it does with it. */
    public static PacketSpace matching(ResolvedRule rule, Direction direction) {
        return of(direction, family -> Clauses.matching(rule, family));
    }

    private static PacketSpace of(Direction direction, Function<AddressFamily, Clauses> clauses) {
        Nodes nodes = new Nodes();
        Intervals families = new Intervals();
        for (AddressFamily family : AddressFamily.values()) {
            families.add(Point.of(family), FirstMatch.accepted(clauses.apply(family), nodes));
        }
        return new PacketSpace(direction, nodes.node(Axis.FAMILY, families));
    }

    public Direction direction() {
        return direction;
    }

    /** What is in any of the two. */
    public PacketSpace union(PacketSpace other) {
        return combine(Operation.UNION, other);
    }

    /** What is in both. */
    public PacketSpace intersection(PacketSpace other) {
        return combine(Operation.INTERSECTION, other);
    }

    /** What is in this one and not in the other. */
    public PacketSpace minus(PacketSpace other) {
        return combine(Operation.DIFFERENCE, other);
    }

    /** What is not in it. */
    public PacketSpace complement() {
        return everything(direction).minus(this);
    }

    private PacketSpace combine(Operation operation, PacketSpace other) {
        if (direction != other.direction) {
            throw new IllegalArgumentException("a space of " + direction + " and one of " + other.direction);
        }
        return new PacketSpace(direction, new Nodes().combine(operation, root, other.root));
    }

    /** This space as of before a change, to be compared with one of after it. */
    PacketSpace before() {
        return new PacketSpace(direction, new Nodes().renamed(root, Map.of(Axis.OWNER, Axis.OWNER_BEFORE)));
    }

    /** Whether it holds no packet, whatever the members of groups are. */
    public boolean isEmpty() {
        return root == Node.NOTHING;
    }

    /** Whether it holds no packet, given whose the addresses are. */
    public boolean isEmpty(Owners owners) {
        return isEmpty() || boxes(owners, 1).isEmpty();
    }

    /**
     * Whether it holds the packet, which can begin a connection; the sender and the ICMP type are not looked at.
     *
     * @param owners not {@link Owners#ANY}, under which it cannot be said
     */
    public boolean contains(Packet packet, Owners owners) {
        PeerClasses classes = owners.among(groups());
        if (!classes.areKnown()) {
            throw new IllegalArgumentException("whether a packet is in a space depends on who owns its addresses");
        }
        boolean ingress = direction == Direction.INGRESS;
        IpAddress peer = ingress ? packet.source() : packet.destination();
        IpAddress local = ingress ? packet.destination() : packet.source();
        Node node = root.at(Axis.FAMILY, Point.of(packet.family()))
                .at(Axis.PROTOCOL, Point.of(packet.protocol()))
                .at(Axis.DESTINATION_PORT, Point.of(packet.destinationPort()));
        return classes.of(peer)
                        .in(node)
                        .at(Axis.PEER, Point.of(peer))
                        .at(Axis.SOURCE_PORT, Point.of(packet.sourcePort()))
                        .at(Axis.LOCAL, Point.of(local))
                == Node.EVERYTHING;
    }

    /**
     * The space as disjoint boxes, always in the same order; each holds a packet, given whose the addresses are.
     *
     * @param most at most so many, the first ones
     */
    public List<Box> boxes(Owners owners, int most) {
        return Listing.of(root, direction, owners.among(groups()), most);
    }

    /** All boxes. */
    public List<Box> boxes(Owners owners) {
        return boxes(owners, Integer.MAX_VALUE);
    }

    /** The groups whose members make a difference. */
    public Set<SecurityGroupId> groups() {
        Set<SecurityGroupId> groups = new TreeSet<>();
        collect(root, groups, new HashSet<>());
        return groups;
    }

    private static void collect(Node node, Set<SecurityGroupId> groups, Set<Node> seen) {
        if (node.isLeaf() || !seen.add(node)) {
            return;
        }
        Shape shape = node.shape();
        shape.children().forEach(child -> collect(child, groups, seen));
        if (shape.axis().isOfOwners()) {
            Node ofNobody = shape.children().get(0);
            for (int i = 1; i < shape.starts().size(); i++) {
                if (shape.children().get(i) != ofNobody) {
                    addAll(shape.starts().get(i), shape.starts().get(i + 1), groups);
                }
            }
        }
    }

    private static void addAll(Point from, Point end, Set<SecurityGroupId> groups) {
        for (Point at = from; at.compareTo(end) < 0; at = at.next()) {
            groups.add(at.group());
        }
    }

    /** Whether the two hold the same packets, whatever the members of groups are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PacketSpace space
                && direction == space.direction
                && root.contentHash() == space.root.contentHash()
                && minus(space).isEmpty()
                && space.minus(this).isEmpty();
    }

    @Override
    public int hashCode() {
        return 31 * direction.hashCode() + root.contentHash();
    }

    @Override
    public String toString() {
        return isEmpty()
                ? "nothing"
                : boxes(Owners.ANY).stream().map(Box::toString).collect(Collectors.joining("\n"));
    }
}
