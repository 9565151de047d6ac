package io.ringfence.events.proof;

import io.ringfence.events.value.AggregateRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The path to one aggregate in a {@link HashTree}, from leaves that come one by one in ascending order of their keys.
 * Those that leave its way at the same depth come one after the other, and make the sibling there. Not thread-safe.
 */
public final class PathFold {
    private final Hash wanted;
    private final Hash[] siblings = new Hash[Hash.BITS];
    private int length;
    private boolean found;
    private HashFold sibling = new HashFold();
    private int depth = -1;

    public PathFold(AggregateRef aggregate) {
        wanted = HashTree.key(aggregate);
        Arrays.fill(siblings, Hash.ZERO);
    }

    /** Takes the next leaf, as {@link HashFold#add}. */
    public void add(Hash key, long revision, Hash chain) {
        int common = key.commonBits(wanted);
        if (common == Hash.BITS) {
            found = true;
            return;
        }
        if (common != depth) {
            close();
            depth = common;
            sibling = new HashFold(common + 1);
        }
        sibling.add(key, revision, chain);
    }

    private void close() {
        if (depth >= 0) {
            siblings[depth] = sibling.root();
            length = Math.max(length, depth + 1);
        }
    }

    /** The siblings from the root downward, once all leaves have come; empty if the aggregate was not among them. */
    public Optional<List<Hash>> path() {
        close();
        return found ? Optional.of(List.copyOf(Arrays.asList(siblings).subList(0, length))) : Optional.empty();
    }
}
