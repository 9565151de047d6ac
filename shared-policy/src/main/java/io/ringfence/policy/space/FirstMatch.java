package io.ringfence.policy.space;

import io.ringfence.policy.space.Nodes.Intervals;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What the clauses of one side accept, the first match deciding. Axis by axis the packets fall into intervals in which
 * the same clauses speak; as soon as the first of them asks nothing more, it decides. Where the same clauses are left on
 * two ways, the way on is the same.
 */
final class FirstMatch {
    private static final Axis[] AXES = Axis.values();

    private final Clauses clauses;
    private final Nodes nodes;
    private final int[] settledAt;
    private final Map<Left, Node> known = new HashMap<>();

    private record Left(int axis, BitSet live) {}

    private FirstMatch(Clauses clauses, Nodes nodes) {
        this.clauses = clauses;
        this.nodes = nodes;
        this.settledAt = new int[clauses.size()];
        for (int place = 0; place < settledAt.length; place++) {
            for (Axis axis : AXES) {
                if (clauses.cut(axis, place)) {
                    settledAt[place] = axis.depth() + 1;
                }
            }
        }
    }

    /** The accepted packets of the family that the clauses are for, below {@link Axis#FAMILY}. */
    static Node accepted(Clauses clauses, Nodes nodes) {
        return new FirstMatch(clauses, nodes).from(0, clauses.speaking());
    }

    private Node from(int axis, BitSet live) {
        int last = firstSettled(axis, live);
        if (agree(live, last)) {
            return clauses.get(last).accepts() ? Node.EVERYTHING : Node.NOTHING;
        }
        BitSet asked = (BitSet) live.clone();
        asked.clear(last + 1, clauses.size());
        int next = axis;
        while (!clauses.cut(AXES[next], asked)) {
            next++;
        }
        Left left = new Left(next, asked);
        Node node = known.get(left);
        if (node == null) {
            node = cut(next, asked);
            known.put(left, node);
        }
        return node;
    }

    private Node cut(int axis, BitSet asked) {
        Intervals intervals = new Intervals();
        clauses.sweep(AXES[axis], asked, (interval, live) -> {
            intervals.add(interval.from(), from(axis + 1, live));
            return false;
        });
        return nodes.node(AXES[axis], intervals);
    }

    /** The strongest clause that asks nothing more from this axis on; those behind it are never asked. */
    private int firstSettled(int axis, BitSet live) {
        int place = live.nextSetBit(0);
        while (settledAt[place] > axis) {
            place = live.nextSetBit(place + 1);
        }
        return place;
    }

    private boolean agree(BitSet live, int last) {
        boolean accepts = clauses.get(last).accepts();
        for (int place = live.nextSetBit(0); place < last; place = live.nextSetBit(place + 1)) {
            if (clauses.get(place).accepts() != accepts) {
                return false;
            }
        }
        return true;
    }
}
