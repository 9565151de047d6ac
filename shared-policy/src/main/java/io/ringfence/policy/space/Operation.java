package io.ringfence.policy.space;

import org.jspecify.annotations.Nullable;

/** How two sets of packets make a third. */
enum Operation {
    UNION {
        @Override
        @Nullable
        Node decided(Node first, Node second) {
            if (first == Node.EVERYTHING || second == Node.EVERYTHING) {
                return Node.EVERYTHING;
            }
            if (first == Node.NOTHING || first == second) {
                return second;
            }
            return second == Node.NOTHING ? first : null;
        }
    },
    INTERSECTION {
        @Override
        @Nullable
        Node decided(Node first, Node second) {
            if (first == Node.NOTHING || second == Node.NOTHING) {
                return Node.NOTHING;
            }
            if (first == Node.EVERYTHING || first == second) {
                return second;
            }
            return second == Node.EVERYTHING ? first : null;
        }
    },
    DIFFERENCE {
        @Override
        @Nullable
        Node decided(Node first, Node second) {
            if (first == Node.NOTHING || second == Node.EVERYTHING || first == second) {
                return Node.NOTHING;
            }
            return second == Node.NOTHING ? first : null;
        }
    };

    /** The result where it is plain from the two nodes, or null where their children have to be looked at. */
    abstract @Nullable Node decided(Node first, Node second);
}
