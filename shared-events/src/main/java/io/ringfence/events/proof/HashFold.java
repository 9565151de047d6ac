package io.ringfence.events.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The root of a {@link HashTree}, or of a part of it, from leaves that come one by one in ascending order of their keys;
 * remembers no more than the depth of the tree. Not thread-safe.
 *
 * <p>Before each leaf that goes right at some depth, what is left of it there is complete: its hash waits on a stack
 * for its right half.
 */
public final class HashFold {
    /** A left half that waits for what is right of it, and the depth of the node that both will make. */
    private record Left(int depth, Hash hash) {}

    private final int top;
    private final Deque<Left> waiting = new ArrayDeque<>();
    private @Nullable Hash key;
    private Hash leaf = Hash.ZERO;
    private long size;

    /** For the leaves of a whole tree. */
    public HashFold() {
        this(0);
    }

    /** For leaves that have the first bits of their keys in common: the hash of what stands at that depth. */
    HashFold(int top) {
        this.top = top;
    }

    /**
     * Takes the next leaf.
     *
     * @param next greater than every key before
     */
    public void add(Hash next, long revision, Hash chain) {
        Hash last = key;
        if (last != null) {
            if (last.compareTo(next) >= 0) {
                throw new IllegalArgumentException("keys must ascend, and " + next + " came after " + last);
            }
            int depth = last.commonBits(next);
            Hash left = closed(last, depth + 1, waiting);
            waiting.push(new Left(depth, left));
        }
        key = next;
        leaf = HashTree.leaf(next, revision, chain);
        size++;
    }

    public long size() {
        return size;
    }

    /** The root over all leaves so far; more may follow. */
    public Hash root() {
        return key == null ? Hash.ZERO : closed(key, top, new ArrayDeque<>(waiting));
    }

    /** The hash of what stands at a depth above the last leaf, which nothing follows there; takes what waited for it. */
    private Hash closed(Hash last, int depth, Deque<Left> lefts) {
        Hash hash = leaf;
        int at = Hash.BITS;
        boolean alone = true;
        while (!lefts.isEmpty() && lefts.element().depth() >= depth) {
            Left left = lefts.pop();
            hash = alone ? hash : raised(last, hash, at, left.depth() + 1);
            hash = HashTree.node(left.hash(), hash);
            at = left.depth();
            alone = false;
        }
        return alone ? hash : raised(last, hash, at, depth);
    }

    /** Carries the hash of several leaves from one depth up to another, past nodes whose other half is empty. */
    private static Hash raised(Hash last, Hash several, int from, int to) {
        Hash hash = several;
        for (int depth = from - 1; depth >= to; depth--) {
            hash = last.bit(depth) ? HashTree.node(Hash.ZERO, hash) : HashTree.node(hash, Hash.ZERO);
        }
        return hash;
    }
}
