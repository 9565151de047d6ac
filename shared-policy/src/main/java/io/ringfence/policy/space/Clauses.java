package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleAction;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.resolve.SidePolicy;
import io.ringfence.policy.verdict.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one side asks of the packets of one family, in its order, ready to be swept axis by axis. The last clause always
 * matches. Sets of clauses are sets of their places in the list, which are the same for both families.
 */
final class Clauses {
    private final AddressFamily family;
    private final List<Clause> clauses;
    private final Map<Axis, List<Edge>> edges = new EnumMap<>(Axis.class);
    private final Map<Axis, BitSet> limited = new EnumMap<>(Axis.class);

    /** Where a clause begins or ceases to speak of an axis. */
    private record Edge(Point at, int clause, boolean begins) {}

    /** What is done with each interval of an axis in which the same clauses speak. */
    @FunctionalInterface
    interface Piece {
        /** Says whether to stop; {@code live} changes afterwards. */
        boolean visit(Span interval, BitSet live);
    }

    private Clauses(AddressFamily family, List<Clause> clauses) {
        this.family = family;
        this.clauses = List.copyOf(clauses);
        for (Axis axis : Axis.values()) {
            edges.put(axis, edges(axis));
            limited.put(axis, limitedBy(axis));
        }
    }

    static Clauses of(GroupPolicy policy, Direction direction, AddressFamily family) {
        SidePolicy side = policy.side(direction);
        List<Clause> clauses = new ArrayList<>();
        if (policy.innerAccess()) {
            clauses.add(Clause.innerAccess(policy.securityGroupId()));
        }
        side.rules().forEach(rule -> clauses.add(Clause.of(rule, rule.action() == RuleAction.ACCEPT, family)));
        clauses.add(Clause.otherwise(side.otherwise() == Verdict.ACCEPT));
        return new Clauses(family, clauses);
    }

    /** Accepts what matches the rule, whatever its action, and nothing else. */
    static Clauses matching(ResolvedRule rule, AddressFamily family) {
        return new Clauses(family, List.of(Clause.of(rule, true, family), Clause.otherwise(false)));
    }

    private List<Edge> edges(Axis axis) {
        List<Edge> found = new ArrayList<>();
        Point last = axis.last(family);
        for (int i = 0; i < clauses.size(); i++) {
            for (Span span : clauses.get(i).limits().getOrDefault(axis, List.of())) {
                found.add(new Edge(span.from(), i, true));
                if (span.to().compareTo(last) < 0) {
                    found.add(new Edge(span.to().next(), i, false));
                }
            }
        }
        found.sort(Comparator.comparing(Edge::at));
        return List.copyOf(found);
    }

    private BitSet limitedBy(Axis axis) {
        BitSet found = new BitSet(clauses.size());
        for (int i = 0; i < clauses.size(); i++) {
            found.set(i, clauses.get(i).limits().containsKey(axis));
        }
        return found;
    }

    AddressFamily family() {
        return family;
    }

    int size() {
        return clauses.size();
    }

    Clause get(int place) {
        return clauses.get(place);
    }

    /** The clauses that any packet of the family can match. */
    BitSet speaking() {
        BitSet speaking = new BitSet(clauses.size());
        for (int i = 0; i < clauses.size(); i++) {
            speaking.set(i, clauses.get(i).speaks());
        }
        return speaking;
    }

    /** The clauses to which the axis makes a difference. */
    BitSet limited(Axis axis) {
        return (BitSet) limits(axis).clone();
    }

    /** Whether the axis makes a difference to any of these. */
    boolean cut(Axis axis, BitSet live) {
        return limits(axis).intersects(live);
    }

    private BitSet limits(Axis axis) {
        return limited.getOrDefault(axis, new BitSet());
    }

    /** Whether the axis makes a difference to this one. */
    boolean cut(Axis axis, int place) {
        return limits(axis).get(place);
    }

    /** Goes through the axis from its first point to its last, an interval at a time; says whether it was stopped. */
    boolean sweep(Axis axis, BitSet live, Piece piece) {
        BitSet here = (BitSet) live.clone();
        here.andNot(limits(axis));
        Point from = Point.FIRST;
        for (Edge edge : edges.getOrDefault(axis, List.of())) {
            if (!live.get(edge.clause())) {
                continue;
            }
            if (!edge.at().equals(from)) {
                if (piece.visit(new Span(from, edge.at().previous()), here)) {
                    return true;
                }
                from = edge.at();
            }
            here.set(edge.clause(), edge.begins());
        }
        return piece.visit(new Span(from, axis.last(family)), here);
    }
}
