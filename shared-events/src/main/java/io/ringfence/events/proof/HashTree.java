package io.ringfence.events.proof;

import io.ringfence.events.value.AggregateRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tree over the chains of many aggregates: its root stands for all of them, and a path of siblings proves one. A
 * leaf's place is the SHA-256 of its aggregate's name, so that the root does not depend on the order of anything. Some
 * 230 bytes for each aggregate; not thread-safe.
 */
public final class HashTree {
    private static final int LEAF = 0;
    private static final int NODE = 1;

    private @Nullable Node root;
    private int size;

    /** The place of an aggregate. */
    public static Hash key(AggregateRef aggregate) {
        return Hash.sha256(aggregate.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of an aggregate at a revision; at whatever depth it stands alone. */
    public static Hash leaf(Hash key, long revision, Hash chain) {
        return new Sha256().one(LEAF).hash(key).number(revision).hash(chain).hash();
    }

    /** The hash of two halves; a half without leaves is {@link Hash#ZERO}. */
    static Hash node(Hash left, Hash right) {
        return new Sha256().one(NODE).hash(left).hash(right).hash();
    }

    /** Sets where an aggregate is, in place of what was known of it. */
    public void put(AggregateRef aggregate, long revision, Hash chain) {
        Hash key = key(aggregate);
        Leaf leaf = new Leaf(key, leaf(key, revision, chain));
        Branch above = null;
        Node place = root;
        int depth = 0;
        while (place instanceof Branch branch) {
            branch.hash = null;
            above = branch;
            place = branch.child(key.bit(depth));
            depth++;
        }
        Node now = place == null ? leaf : beside((Leaf) place, leaf, depth);
        if (above == null) {
            root = now;
        } else {
            above.set(key.bit(depth - 1), now);
        }
        size += place == null || now != leaf ? 1 : 0;
    }

    /** What stands at a depth for two leaves, of which the second takes the place of the first if it has the same key. */
    private static Node beside(Leaf one, Leaf other, int depth) {
        int common = one.key.commonBits(other.key);
        if (common == Hash.BITS) {
            return other;
        }
        Branch lowest = new Branch();
        lowest.set(one.key.bit(common), one);
        lowest.set(other.key.bit(common), other);
        Branch top = lowest;
        for (int above = common - 1; above >= depth; above--) {
            Branch branch = new Branch();
            branch.set(other.key.bit(above), top);
            top = branch;
        }
        return top;
    }

    /** How many aggregates are in it. */
    public int size() {
        return size;
    }

    /** Computes again only what has changed since the last time. */
    public Hash root() {
        return hash(root);
    }

    private static Hash hash(@Nullable Node node) {
        return node == null ? Hash.ZERO : node.hash();
    }

    /** The siblings on the way to an aggregate, from the root downward; empty if it is not in the tree. */
    public Optional<List<Hash>> path(AggregateRef aggregate) {
        Hash key = key(aggregate);
        List<Hash> siblings = new ArrayList<>();
        Node place = root;
        while (place instanceof Branch branch) {
            boolean right = key.bit(siblings.size());
            siblings.add(hash(branch.child(!right)));
            place = branch.child(right);
        }
        return place instanceof Leaf leaf && leaf.key.equals(key)
                ? Optional.of(List.copyOf(siblings))
                : Optional.empty();
    }

    /** The root of the tree in which this leaf is found under these siblings. */
    public static Hash rootOf(Hash key, Hash leaf, List<Hash> path) {
        Hash hash = leaf;
        for (int depth = path.size() - 1; depth >= 0; depth--) {
            hash = key.bit(depth) ? node(path.get(depth), hash) : node(hash, path.get(depth));
        }
        return hash;
    }

    private abstract static sealed class Node permits Leaf, Branch {
        abstract Hash hash();
    }

    private static final class Leaf extends Node {
        private final Hash key;
        private final Hash hash;

        Leaf(Hash key, Hash hash) {
            this.key = key;
            this.hash = hash;
        }

        @Override
        Hash hash() {
            return hash;
        }
    }

    /** Above two leaves or more. */
    private static final class Branch extends Node {
        private @Nullable Node left;
        private @Nullable Node right;
        private @Nullable Hash hash;

        @Nullable
        Node child(boolean isRight) {
            return isRight ? right : left;
        }

        void set(boolean isRight, Node child) {
            if (isRight) {
                right = child;
            } else {
                left = child;
            }
        }

        @Override
        Hash hash() {
            Hash known = hash;
            if (known == null) {
                known = node(HashTree.hash(left), HashTree.hash(right));
                hash = known;
            }
            return known;
        }
    }
}
