package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.AddressSet;
import io.ringfence.policy.image.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All addresses by who owns them: a class for each group, one for nobody, and one for each way in which addresses changed
 * hands. Members are looked up by range where they are, and never copied; only those that changed hands are. For one
 * question, and of one thread.
 */
final class PeerClasses {
    private final List<PeerClass> staying = new ArrayList<>();
    private final Map<SecurityGroupId, Members> now;
    private final NavigableMap<IpAddress, PeerClass> moves = new TreeMap<>();
    private final Map<PeerClass, NavigableSet<IpAddress>> moved = new LinkedHashMap<>();
    private final Map<Place, Boolean> occupied = new HashMap<>();
    private final boolean known;
    private final long members;

    private record Place(PeerClass peers, AddressFamily family, Span span) {}

    private PeerClasses(Set<SecurityGroupId> groups, Map<SecurityGroupId, Members> now, boolean known) {
        this.now = now;
        this.known = known;
        staying.add(PeerClass.staying(null));
        new TreeSet<>(groups).forEach(group -> staying.add(PeerClass.staying(group)));
        this.members = groups.stream()
                .mapToLong(group -> membersOf(group).ipv4().size()
                        + (long) membersOf(group).ipv6().size())
                .sum();
    }

    /** Any address may be of any of these groups, and none changes hands. */
    static PeerClasses any(Set<SecurityGroupId> groups) {
        return new PeerClasses(groups, Map.of(), false);
    }

    static PeerClasses of(
            Set<SecurityGroupId> groups, Map<SecurityGroupId, Members> before, Map<SecurityGroupId, Members> now) {
        PeerClasses classes = new PeerClasses(groups, now, true);
        Map<IpAddress, SecurityGroupId> left = new HashMap<>();
        Map<IpAddress, SecurityGroupId> joined = new HashMap<>();
        for (SecurityGroupId group : groups) {
            Members had = before.getOrDefault(group, Members.NONE);
            Members has = now.getOrDefault(group, Members.NONE);
            for (AddressFamily family : AddressFamily.values()) {
                missing(had.of(family), has.of(family)).forEach(address -> left.put(address, group));
                missing(has.of(family), had.of(family)).forEach(address -> joined.put(address, group));
            }
        }
        Set<IpAddress> changed = new TreeSet<>(left.keySet());
        changed.addAll(joined.keySet());
        changed.forEach(address -> classes.move(address, PeerClass.of(left.get(address), joined.get(address))));
        return classes;
    }

    /** What the first has and the second has not. Images share the sets that did not change, which costs nothing here. */
    @SuppressWarnings("ReferenceEquality")
    private static List<IpAddress> missing(AddressSet from, AddressSet in) {
        if (from == in) {
            return List.of();
        }
        List<IpAddress> missing = new ArrayList<>();
        Iterator<IpAddress> others = in.iterator();
        IpAddress other = nextOf(others);
        for (IpAddress address : from) {
            while (other != null && other.compareTo(address) < 0) {
                other = nextOf(others);
            }
            if (!address.equals(other)) {
                missing.add(address);
            }
        }
        return missing;
    }

    private static @Nullable IpAddress nextOf(Iterator<IpAddress> addresses) {
        return addresses.hasNext() ? addresses.next() : null;
    }

    private void move(IpAddress address, PeerClass way) {
        moves.put(address, way);
        moved.computeIfAbsent(way, none -> new TreeSet<>()).add(address);
    }

    private Members membersOf(SecurityGroupId group) {
        return now.getOrDefault(group, Members.NONE);
    }

    /** Whether members are known, so that it can be said whose an address is. */
    boolean areKnown() {
        return known;
    }

    /** Nobody, and each group in the order of its id. */
    List<PeerClass> staying() {
        return staying;
    }

    /** The ways in which addresses changed hands, in the order of the first address of each. */
    Set<PeerClass> ways() {
        return moved.keySet();
    }

    /** The addresses of the family that changed hands, in their order. */
    Map<IpAddress, PeerClass> moves(AddressFamily family) {
        Span all = Axis.PEER.whole(family);
        return moves.subMap(all.from().address(family), true, all.to().address(family), true);
    }

    /** The class of an address; only where members are known. */
    PeerClass of(IpAddress address) {
        PeerClass way = moves.get(address);
        return way != null
                ? way
                : staying.stream()
                        .filter(peers -> isMember(peers.now(), address))
                        .findFirst()
                        .orElse(staying.get(0));
    }

    private boolean isMember(@Nullable SecurityGroupId group, IpAddress address) {
        return group != null && membersOf(group).of(address.family()).contains(address);
    }

    /** Whether the class has an address among these. */
    boolean occupies(PeerClass peers, AddressFamily family, Span span) {
        return !known || occupied.computeIfAbsent(new Place(peers, family, span), this::look);
    }

    private boolean look(Place place) {
        PeerClass peers = place.peers();
        AddressFamily family = place.family();
        Span span = place.span();
        IpAddress from = span.from().address(family);
        IpAddress to = span.to().address(family);
        if (!Objects.equals(peers.before(), peers.now())) {
            return !moved.getOrDefault(peers, new TreeSet<>())
                    .subSet(from, true, to, true)
                    .isEmpty();
        }
        return peers.now() == null ? anyFree(span, from, to) : anyMember(peers.now(), from, to);
    }

    private boolean anyMember(SecurityGroupId group, IpAddress from, IpAddress to) {
        return membersOf(group).of(from.family()).within(from, to).anyMatch(address -> !moves.containsKey(address));
    }

    private boolean isFree(IpAddress address) {
        return of(address).equals(staying.get(0));
    }

    /** Whether not all of these addresses are somebody's; those are counted only where there are enough of them. */
    private boolean anyFree(Span span, IpAddress from, IpAddress to) {
        if (span.isLongerThan(members + moves.size()) || isFree(from) || isFree(to)) {
            return true;
        }
        long taken = staying.stream()
                .map(PeerClass::now)
                .filter(Objects::nonNull)
                .mapToLong(group -> membersOf(group).of(from.family()).countWithin(from, to))
                .sum();
        long given = moves.subMap(from, true, to, true).values().stream()
                .filter(way -> way.now() == null)
                .count();
        return span.isLongerThan(taken + given);
    }
}
