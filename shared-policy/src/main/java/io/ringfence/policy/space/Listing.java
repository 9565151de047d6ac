package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.space.Node.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a diagram as disjoint boxes, in the order of its axes; points that lead to the same are in one box. */
final class Listing {
    private final Direction direction;
    private final PeerClasses classes;
    private final int most;
    private final List<Box> boxes = new ArrayList<>();

    /** What the boxes of one part of the diagram have in common. */
    private record Part(List<AddressFamily> families, List<NumberRange> protocols, List<NumberRange> ports) {
        @Nullable
        AddressFamily family() {
            return families.size() == 1 ? families.get(0) : null;
        }

        /** The first one stands for both where no address is named. */
        AddressFamily first() {
            return families.get(0);
        }
    }

    private Listing(Direction direction, PeerClasses classes, int most) {
        this.direction = direction;
        this.classes = classes;
        this.most = most;
    }

    /** The first boxes, at most so many. */
    static List<Box> of(Node root, Direction direction, PeerClasses classes, int most) {
        Listing listing = new Listing(direction, classes, most);
        Node ipv4 = root.at(Axis.FAMILY, Point.of(AddressFamily.IPV4));
        Node ipv6 = root.at(Axis.FAMILY, Point.of(AddressFamily.IPV6));
        if (ipv4 == ipv6 && !namesAddresses(ipv4, new HashSet<>())) {
            listing.protocols(ipv4, List.of(AddressFamily.values()));
        } else {
            listing.protocols(ipv4, List.of(AddressFamily.IPV4));
            listing.protocols(ipv6, List.of(AddressFamily.IPV6));
        }
        return List.copyOf(listing.boxes.subList(0, Math.min(most, listing.boxes.size())));
    }

    private static boolean namesAddresses(Node node, Set<Node> seen) {
        return !node.isLeaf()
                && seen.add(node)
                && (node.shape().axis().isOfAddresses()
                        || node.shape().children().stream().anyMatch(child -> namesAddresses(child, seen)));
    }

    private void protocols(Node node, List<AddressFamily> families) {
        branches(node, Axis.PROTOCOL, families.get(0))
                .forEach((below, protocols) -> branches(below, Axis.DESTINATION_PORT, families.get(0))
                        .forEach((peers, ports) -> {
                            if (boxes.size() < most) {
                                peers(peers, part(families, protocols, ports));
                            }
                        }));
    }

    private static Part part(List<AddressFamily> families, List<Span> protocols, List<Span> ports) {
        return new Part(families, numbers(Axis.PROTOCOL, protocols), numbers(Axis.DESTINATION_PORT, ports));
    }

    /** For each kind of packets that is left, by source port and local address, the peers that may send or get them. */
    private void peers(Node node, Part part) {
        Map<Node, Map<PeerClass, List<Span>>> byRest = new LinkedHashMap<>();
        List<PeerClass> all = new ArrayList<>(classes.staying());
        all.addAll(classes.ways());
        for (PeerClass peers : all) {
            branches(peers.in(node), Axis.PEER, part.first())
                    .forEach((rest, spans) -> byRest.computeIfAbsent(rest, none -> new LinkedHashMap<>())
                            .put(peers, spans));
        }
        byRest.forEach((rest, spans) -> {
            boolean anyone = spans.entrySet().stream()
                    .anyMatch(entry ->
                            !occupied(entry.getKey(), entry.getValue(), part).isEmpty());
            if (anyone && boxes.size() < most) {
                rest(rest, described(spans, part), part);
            }
        });
    }

    private void rest(Node node, Peers peers, Part part) {
        branches(node, Axis.SOURCE_PORT, part.first())
                .forEach((below, sourcePorts) -> branches(below, Axis.LOCAL, part.first())
                        .forEach((leaf, local) -> boxes.add(new Box(
                                direction,
                                part.family(),
                                part.protocols(),
                                part.ports(),
                                peers,
                                numbers(Axis.SOURCE_PORT, sourcePorts),
                                isWhole(Axis.LOCAL, local, part) ? List.of() : AddressRange.of(local, part.first())))));
    }

    /** The parts of a node that hold any packet, each with the intervals that lead to it. */
    private static Map<Node, List<Span>> branches(Node node, Axis axis, AddressFamily family) {
        Map<Node, List<Span>> branches = new LinkedHashMap<>();
        if (!node.cuts(axis)) {
            branches.put(node, List.of(axis.whole(family)));
        } else {
            Shape shape = node.shape();
            for (int i = 0; i < shape.starts().size(); i++) {
                boolean isLast = i + 1 == shape.starts().size();
                Point to =
                        isLast ? axis.last(family) : shape.starts().get(i + 1).previous();
                branches.computeIfAbsent(shape.children().get(i), none -> new ArrayList<>())
                        .add(new Span(shape.starts().get(i), to));
            }
        }
        branches.remove(Node.NOTHING);
        return branches;
    }

    private static List<NumberRange> numbers(Axis axis, List<Span> spans) {
        return spans.contains(axis.whole(AddressFamily.IPV4))
                ? List.of()
                : spans.stream().map(NumberRange::of).toList();
    }

    private static boolean isWhole(Axis axis, List<Span> spans, Part part) {
        return spans.contains(axis.whole(part.first()));
    }

    private Peers described(Map<PeerClass, List<Span>> spans, Part part) {
        List<Span> base = spans.getOrDefault(classes.staying().get(0), List.of());
        SortedMap<SecurityGroupId, List<AddressRange>> members = new TreeMap<>();
        List<PeerClass> alike = new ArrayList<>();
        for (PeerClass peers : classes.staying()) {
            List<Span> own = spans.getOrDefault(peers, List.of());
            boolean differs = !occupied(peers, Span.minus(own, base), part).isEmpty()
                    || !occupied(peers, Span.minus(base, own), part).isEmpty();
            if (differs) {
                members.put(Objects.requireNonNull(peers.now()), ranges(occupied(peers, own, part), part));
            } else {
                alike.add(peers);
            }
        }
        List<Span> blocks = base.stream()
                .filter(span -> alike.stream().anyMatch(peers -> occupies(peers, span, part)))
                .toList();
        return corrected(new Peers(ranges(blocks, part), members, List.of(), List.of()), spans, part);
    }

    /** The same peers, and what is otherwise with the addresses that changed hands. */
    private Peers corrected(Peers peers, Map<PeerClass, List<Span>> spans, Part part) {
        List<AddressRange> also = new ArrayList<>();
        List<AddressRange> except = new ArrayList<>();
        for (AddressFamily family : part.families()) {
            List<Span> wanted = new ArrayList<>();
            List<Span> unwanted = new ArrayList<>();
            classes.moves(family).forEach((address, way) -> {
                boolean meant = isMeant(address, part, spans.getOrDefault(way, List.of()));
                if (meant != peers.contain(address, way.now())) {
                    (meant ? wanted : unwanted).add(Span.at(Point.of(address)));
                }
            });
            also.addAll(AddressRange.of(Span.merged(wanted), family));
            except.addAll(AddressRange.of(Span.merged(unwanted), family));
        }
        return new Peers(peers.blocks(), peers.members(), also, except);
    }

    private static boolean isMeant(IpAddress address, Part part, List<Span> spans) {
        return isWhole(Axis.PEER, spans, part) || Span.contain(spans, Point.of(address));
    }

    private List<AddressRange> ranges(List<Span> spans, Part part) {
        return isWhole(Axis.PEER, spans, part)
                ? part.families().stream().map(AddressRange::all).toList()
                : AddressRange.of(spans, part.first());
    }

    private List<Span> occupied(PeerClass peers, List<Span> spans, Part part) {
        return spans.stream().filter(span -> occupies(peers, span, part)).toList();
    }

    private boolean occupies(PeerClass peers, Span span, Part part) {
        boolean whole = span.equals(Axis.PEER.whole(part.first()));
        return part.families().stream()
                .anyMatch(family -> classes.occupies(peers, family, whole ? Axis.PEER.whole(family) : span));
    }
}
