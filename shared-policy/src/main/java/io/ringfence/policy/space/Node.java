package io.ringfence.policy.space;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of packets as a decision diagram: an axis cut into disjoint intervals, and what is in the set in each of them. A
 * node whose intervals all say the same is never made, neighbours that say the same are one interval, and axes come in
 * their order; so there is one diagram for each set. Within one {@link Nodes} equal diagrams are the same object, and
 * nodes are compared as objects.
 */
final class Node {
    /** No packet. */
    static final Node NOTHING = new Node(0);

    /** Every packet. */
    static final Node EVERYTHING = new Node(1);

    private final @Nullable Shape shape;
    private final int hash;

    /**
     * What a node is made of.
     *
     * @param starts where each interval begins, from {@link Point#FIRST} on; it ends before the next, the last one at
     *     the end of the axis
     */
    record Shape(Axis axis, List<Point> starts, List<Node> children) {}

    private Node(int hash) {
        this.shape = null;
        this.hash = hash;
    }

    Node(Shape shape) {
        this.shape = shape;
        this.hash = Objects.hash(
                shape.axis().depth(),
                shape.starts(),
                shape.children().stream().map(Node::contentHash).toList());
    }

    boolean isLeaf() {
        return shape == null;
    }

    /** The axis and its intervals; a leaf has none. */
    Shape shape() {
        return Objects.requireNonNull(shape);
    }

    /** Whether this node, and not one below, cuts the axis. */
    boolean cuts(Axis axis) {
        return shape != null && shape.axis() == axis;
    }

    /** The place of its axis in the order of axes; leaves come last. */
    int level() {
        return shape == null ? Integer.MAX_VALUE : shape.axis().depth();
    }

    /** What is below the point of the axis; this node itself when it does not ask for the axis. */
    Node at(Axis axis, Point point) {
        if (shape == null || shape.axis() != axis) {
            return this;
        }
        int place = Collections.binarySearch(shape.starts(), point);
        return shape.children().get(place >= 0 ? place : -place - 2);
    }

    /** The same for equal sets, whichever {@link Nodes} made them. */
    int contentHash() {
        return hash;
    }
}
