package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the packets of one clause and one family, with it and without it. Only its own packets are looked at, cut
 * axis by axis as far as it takes until who decides is plain; a difference that is found ends the search.
 */
final class RuleFate {
    private static final Axis[] AXES = Axis.values();

    private final Clauses clauses;
    private final int place;
    private final boolean accepts;
    private final PeerClasses classes;
    private final AddressFamily family;
    private final List<Span> peers;
    private final List<PeerClass> owners;
    private final BitSet meeting;
    private final int[] settledAt;

    /** What the search is for: only a difference, or everyone who decides. */
    private enum Aim {
        DIFFERENCE,
        DECIDERS
    }

    /** Who speaks of a part of the packets, from an axis on; whose peers they are, if that was asked. */
    private record Part(int axis, BitSet live, @Nullable PeerClass owner) {}

    RuleFate(Clauses clauses, int place, PeerClasses classes) {
        this.clauses = clauses;
        this.place = place;
        this.accepts = clauses.get(place).accepts();
        this.classes = classes;
        this.family = clauses.family();
        this.peers = clauses.get(place).limit(Axis.PEER, family);
        this.owners = classes.staying().stream()
                .filter(owner -> Span.contain(clauses.get(place).limit(Axis.OWNER, family), owner.placeNow()))
                .filter(owner -> anyOccupies(List.of(owner), peers))
                .toList();
        this.meeting = clauses.speaking();
        this.settledAt = new int[clauses.size()];
        for (Axis axis : AXES) {
            compare(axis);
        }
    }

    /** Leaves out the clauses that share nothing with it on an axis, and notes which do not cover it there. */
    private void compare(Axis axis) {
        List<Span> own = clauses.get(place).limit(axis, family);
        BitSet limited = clauses.limited(axis);
        limited.and(meeting);
        for (int other = limited.nextSetBit(0); other >= 0; other = limited.nextSetBit(other + 1)) {
            List<Span> its = clauses.get(other).limit(axis, family);
            if (!Span.meet(own, its)) {
                meeting.clear(other);
            } else if (!Span.cover(its, own)) {
                settledAt[other] = axis.depth() + 1;
            }
        }
    }

    /** Whether there is any packet that matches it. */
    boolean matchesAnything() {
        return clauses.get(place).speaks() && !owners.isEmpty();
    }

    /** Whether it decides a packet that would meet something else without it. */
    boolean makesDifference() {
        return new Search(Aim.DIFFERENCE).from(0, meeting, null);
    }

    /** The clauses that decide its packets when it is gone. */
    BitSet decidersWithout() {
        Search search = new Search(Aim.DECIDERS);
        search.from(0, meeting, null);
        return search.deciders;
    }

    private boolean anyOccupies(List<PeerClass> of, List<Span> spans) {
        return spans.stream().anyMatch(span -> of.stream().anyMatch(owner -> classes.occupies(owner, family, span)));
    }

    private final class Search {
        private final Aim aim;
        private final BitSet deciders = new BitSet();
        private final Set<Part> seen = new HashSet<>();

        Search(Aim aim) {
            this.aim = aim;
        }

        /** Looks at a part that holds a packet; says whether to stop. */
        boolean from(int axis, BitSet live, @Nullable PeerClass owner) {
            int last = firstSettled(axis, live);
            if (next(live, 0) == last) {
                deciders.set(last);
                return aim == Aim.DIFFERENCE
                        && place < last
                        && clauses.get(last).accepts() != accepts;
            }
            boolean worthwhile = aim == Aim.DIFFERENCE ? mayDiffer(live, last) : mayBeNew(live, last);
            if (!worthwhile) {
                return false;
            }
            BitSet asked = (BitSet) live.clone();
            asked.clear(last + 1, clauses.size());
            asked.set(place);
            int at = axis;
            while (!isCut(at, asked)) {
                at++;
            }
            Part part = new Part(at, asked, owner);
            return seen.add(part) && cut(part);
        }

        private boolean isCut(int axis, BitSet asked) {
            for (int other = next(asked, 0); other >= 0; other = next(asked, other + 1)) {
                if (settledAt[other] > axis && clauses.cut(AXES[axis], other)) {
                    return true;
                }
            }
            return false;
        }

        private boolean cut(Part part) {
            Axis axis = AXES[part.axis()];
            if (axis == Axis.OWNER) {
                return owners.stream().anyMatch(owner -> ownedBy(owner, part));
            }
            List<PeerClass> of = part.owner() == null ? owners : List.of(part.owner());
            return clauses.sweep(
                    axis,
                    part.live(),
                    (interval, live) -> live.get(place)
                            && (axis != Axis.PEER || anyOccupies(of, List.of(interval)))
                            && from(part.axis() + 1, live, part.owner()));
        }

        private boolean ownedBy(PeerClass owner, Part part) {
            BitSet live = (BitSet) part.live().clone();
            part.live().stream()
                    .filter(other -> !Span.contain(clauses.get(other).limit(Axis.OWNER, family), owner.placeNow()))
                    .forEach(live::clear);
            return from(part.axis() + 1, live, owner);
        }

        /** Whether it may decide here, and something behind it otherwise. */
        private boolean mayDiffer(BitSet live, int last) {
            for (int other = next(live, place); other >= 0 && other <= last; other = next(live, other + 1)) {
                if (clauses.get(other).accepts() != accepts) {
                    return true;
                }
            }
            return false;
        }

        /** Whether one may decide here that is not known to decide elsewhere. */
        private boolean mayBeNew(BitSet live, int last) {
            int other = next(live, 0);
            while (other < last && deciders.get(other)) {
                other = next(live, other + 1);
            }
            return !deciders.get(other);
        }

        /** The strongest of the others that covers all of the clause from this axis on. */
        private int firstSettled(int axis, BitSet live) {
            int other = next(live, 0);
            while (settledAt[other] > axis) {
                other = next(live, other + 1);
            }
            return other;
        }

        private int next(BitSet live, int from) {
            int found = live.nextSetBit(from);
            return found == place ? live.nextSetBit(found + 1) : found;
        }
    }
}
