package io.ringfence.policy.space;

import io.ringfence.policy.space.Node.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes nodes, each diagram once, and combines them. For one question, and of one thread; the nodes that it made outlive
 * it. A combination costs at most the product of the sizes of its two diagrams, and mostly their sum.
 */
final class Nodes {
    private final Map<Shape, Node> made = new HashMap<>();
    private final Map<Node, Node> adopted = new HashMap<>();
    private final Map<Pair, Node> combined = new HashMap<>();

    private record Pair(Operation operation, Node first, Node second) {}

    /** Intervals of one axis, given from its first point on. */
    static final class Intervals {
        private final List<Point> starts = new ArrayList<>();
        private final List<Node> children = new ArrayList<>();

        /** The next interval, which begins here; one that says the same as the interval before prolongs it. */
        void add(Point start, Node child) {
            if (children.isEmpty() || children.get(children.size() - 1) != child) {
                starts.add(start);
                children.add(child);
            }
        }
    }

    /** The node of these intervals, whose children this has made or adopted. */
    Node node(Axis axis, Intervals intervals) {
        if (intervals.children.size() == 1) {
            return intervals.children.get(0);
        }
        Shape shape = new Shape(axis, List.copyOf(intervals.starts), List.copyOf(intervals.children));
        return made.computeIfAbsent(shape, Node::new);
    }

    /** The diagram of another's making as if it were made here. */
    Node adopt(Node node) {
        return renamed(node, Map.of());
    }

    /** The same diagram with some axes under other names, which do not change their order; for one use of this object. */
    Node renamed(Node node, Map<Axis, Axis> names) {
        if (node.isLeaf()) {
            return node;
        }
        Node known = adopted.get(node);
        if (known != null) {
            return known;
        }
        Shape shape = node.shape();
        Intervals intervals = new Intervals();
        for (int i = 0; i < shape.starts().size(); i++) {
            intervals.add(shape.starts().get(i), renamed(shape.children().get(i), names));
        }
        Node here = node(names.getOrDefault(shape.axis(), shape.axis()), intervals);
        adopted.put(node, here);
        return here;
    }

    /** What the operation makes of two diagrams, whoever made them. */
    Node combine(Operation operation, Node first, Node second) {
        return combineAdopted(operation, adopt(first), adopt(second));
    }

    private Node combineAdopted(Operation operation, Node first, Node second) {
        Node decided = operation.decided(first, second);
        if (decided != null) {
            return decided;
        }
        Pair pair = new Pair(operation, first, second);
        Node known = combined.get(pair);
        if (known != null) {
            return known;
        }
        Node upper = first.level() <= second.level() ? first : second;
        Axis axis = upper.shape().axis();
        Intervals intervals = new Intervals();
        for (Point start : starts(first, second, axis)) {
            intervals.add(start, combineAdopted(operation, first.at(axis, start), second.at(axis, start)));
        }
        Node result = node(axis, intervals);
        combined.put(pair, result);
        return result;
    }

    private static Iterable<Point> starts(Node first, Node second, Axis axis) {
        if (!first.cuts(axis)) {
            return second.shape().starts();
        }
        if (!second.cuts(axis)) {
            return first.shape().starts();
        }
        Set<Point> starts = new TreeSet<>(first.shape().starts());
        starts.addAll(second.shape().starts());
        return starts;
    }
}
