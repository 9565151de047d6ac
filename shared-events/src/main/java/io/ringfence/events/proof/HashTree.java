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
        root = with(root, new Leaf(key, leaf(key, revision, chain)), 0);
    }

    private Node with(@Nullable Node place, Leaf leaf, int depth) {
        if (place instanceof Branch branch) {
            branch.hash = null;
            if (leaf.key.bit(depth)) {
                branch.right = with(branch.right, leaf, depth + 1);
            } else {
                branch.left = with(branch.left, leaf, depth + 1);
            }
            return branch;
        }
        if (place instanceof Leaf other && !other.key.equals(leaf.key)) {
            Branch branch = new Branch();
            if (other.key.bit(depth)) {
                branch.right = other;
            } else {
                branch.left = other;
            }
            return with(branch, leaf, depth);
        }
        size += place == null ? 1 : 0;
        return leaf;
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
            siblings.add(hash(right ? branch.left : branch.right));
            place = right ? branch.right : branch.left;
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
