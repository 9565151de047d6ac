package io.ringfence.policy.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A persistent sorted map in a fifth of the memory of a tree with a node for each entry: its tree has a node for each block
 * of entries. A changed map shares all blocks but one or two with the one before it, so that a change costs O(log n). Two
 * blocks side by side have more entries than half a block, whatever the keys come and go in.
 */
final class BlockMap<K, V> {
    private static final int LARGEST_BLOCK = 64;

    /** Of many at once: a few more of them may come before any block is full. */
    private static final int USUAL_BLOCK = 48;

    private final Comparator<? super K> order;
    private final PSortedMap<K, Block<K, V>> blocks; // each by its first key
    private final int size;

    private BlockMap(Comparator<? super K> order, PSortedMap<K, Block<K, V>> blocks, int size) {
        this.order = order;
        this.blocks = blocks;
        this.size = size;
    }

    static <K, V> BlockMap<K, V> empty(Comparator<? super K> order) {
        return new BlockMap<>(order, TreePMap.empty(order), 0);
    }

    /** All of these: keys in their order, none of them twice, and the value of each. */
    static <K, V> BlockMap<K, V> of(Comparator<? super K> order, List<K> keys, List<V> values) {
        PSortedMap<K, Block<K, V>> blocks = TreePMap.empty(order);
        for (int from = 0; from < keys.size(); from += USUAL_BLOCK) {
            int to = Math.min(from + USUAL_BLOCK, keys.size());
            blocks = blocks.plus(keys.get(from), Block.of(keys.subList(from, to), values.subList(from, to)));
        }
        return new BlockMap<>(order, blocks, keys.size());
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    V get(K key) {
        Block<K, V> block = blockOf(key);
        int at = block == null ? -1 : block.find(key, order);
        return block == null || at < 0 ? null : block.values[at];
    }

    /** The keys in their order. */
    Stream<K> keys() {
        return blocks.values().stream().flatMap(block -> Arrays.stream(block.keys));
    }

    /** The keys from one to another that is not before it, both included, in their order. The first is found in O(log n). */
    Stream<K> keys(K from, K to) {
        return blocks(from, to).values().stream()
                .flatMap(block -> Arrays.stream(block.keys, block.start(from, order), block.end(to, order)));
    }

    /** How many {@link #keys(Object, Object)} there are; only the blocks at both ends are looked into. */
    int count(K from, K to) {
        PSortedMap<K, Block<K, V>> near = blocks(from, to);
        if (near.isEmpty()) {
            return 0;
        }
        Block<K, V> first = near.firstEntry().getValue();
        Block<K, V> last = near.lastEntry().getValue();
        int behind = last.size() - last.end(to, order);
        return near.values().stream().mapToInt(Block::size).sum() - first.start(from, order) - behind;
    }

    /** The blocks that may have keys from one to another. */
    private PSortedMap<K, Block<K, V>> blocks(K from, K to) {
        K first = blocks.floorKey(from);
        return blocks.subMap(first == null ? from : first, true, to, true);
    }

    /** The values in the order of their keys. */
    Stream<V> values() {
        return blocks.values().stream().flatMap(block -> Arrays.stream(block.values));
    }

    BlockMap<K, V> plus(K key, V value) {
        Block<K, V> block = blockOf(key);
        if (block == null) {
            return withNew(key, value);
        }
        int at = block.find(key, order);
        if (at >= 0) {
            return with(block, block.replaced(at, key, value), size);
        }
        int gap = -at - 1;
        if (block.size() < LARGEST_BLOCK) {
            return with(block, block.inserted(gap, key, value), size + 1);
        }
        if (gap == 0) { // keys that come in order, of either direction, fill their blocks
            return withNew(key, value);
        }
        if (gap == LARGEST_BLOCK) {
            Map.Entry<K, Block<K, V>> next = blocks.higherEntry(block.first());
            return next == null || next.getValue().size() == LARGEST_BLOCK
                    ? withNew(key, value)
                    : with(next.getValue(), next.getValue().inserted(0, key, value), size + 1);
        }
        Block<K, V> behind = block.part(LARGEST_BLOCK / 2, LARGEST_BLOCK);
        return with(block, block.part(0, LARGEST_BLOCK / 2), size)
                .with(behind, behind, size)
                .plus(key, value);
    }

    BlockMap<K, V> minus(K key) {
        Block<K, V> block = blockOf(key);
        int at = block == null ? -1 : block.find(key, order);
        if (block == null || at < 0) {
            return this;
        }
        if (block.size() == 1) {
            return new BlockMap<>(order, blocks.minus(block.first()), size - 1);
        }
        Block<K, V> left = block.removed(at);
        Map.Entry<K, Block<K, V>> next = blocks.higherEntry(block.first());
        Map.Entry<K, Block<K, V>> previous = blocks.lowerEntry(block.first());
        if (next != null && fit(left, next.getValue())) {
            return without(next.getKey()).with(block, left.joined(next.getValue()), size - 1);
        }
        if (previous != null && fit(previous.getValue(), left)) {
            Block<K, V> before = previous.getValue();
            return without(block.first()).with(before, before.joined(left), size - 1);
        }
        return with(block, left, size - 1);
    }

    /** How many blocks there are. */
    int blockCount() {
        return blocks.size();
    }

    private static boolean fit(Block<?, ?> one, Block<?, ?> behind) {
        return one.size() + behind.size() <= LARGEST_BLOCK / 2;
    }

    private BlockMap<K, V> without(K firstOfBlock) {
        return new BlockMap<>(order, blocks.minus(firstOfBlock), size);
    }

    private BlockMap<K, V> withNew(K key, V value) {
        return new BlockMap<>(order, blocks.plus(key, Block.of(List.of(key), List.of(value))), size + 1);
    }

    private BlockMap<K, V> with(Block<K, V> before, Block<K, V> after, int newSize) {
        PSortedMap<K, Block<K, V>> others = before.first() == after.first() ? blocks : blocks.minus(before.first());
        return new BlockMap<>(order, others.plus(after.first(), after), newSize);
    }

    /** The block that has the key if any has; null where there is no block. */
    private @Nullable Block<K, V> blockOf(K key) {
        Map.Entry<K, Block<K, V>> place = blocks.floorEntry(key);
        Map.Entry<K, Block<K, V>> found = place != null || blocks.isEmpty() ? place : blocks.firstEntry();
        return found == null ? null : found.getValue();
    }

    /** Whether the other has equal values under the same keys. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object == this
                || (object instanceof BlockMap<?, ?> other
                        && size == other.size
                        && Arrays.equals(values().toArray(), other.values().toArray())
                        && Arrays.deepEquals(keys().toArray(), other.keys().toArray()));
    }

    @Override
    public int hashCode() {
        return values().mapToInt(Objects::hashCode).sum();
    }

    /** Keys in order and the value of each. */
    private static final class Block<K, V> {
        private final K[] keys;
        private final V[] values;

        private Block(K[] keys, V[] values) {
            this.keys = keys;
            this.values = values;
        }

        @SuppressWarnings("unchecked") // nobody sees the arrays
        static <K, V> Block<K, V> of(List<K> keys, List<V> values) {
            return new Block<>((K[]) keys.toArray(), (V[]) values.toArray());
        }

        int size() {
            return keys.length;
        }

        K first() {
            return keys[0];
        }

        /** As {@link Arrays#binarySearch}. */
        int find(K key, Comparator<? super K> order) {
            return Arrays.binarySearch(keys, key, order);
        }

        /** Where the keys are that do not come before this one. */
        int start(K key, Comparator<? super K> order) {
            int at = find(key, order);
            return at < 0 ? -at - 1 : at;
        }

        /** Where the keys end that do not come behind this one. */
        int end(K key, Comparator<? super K> order) {
            int at = find(key, order);
            return at < 0 ? -at - 1 : at + 1;
        }

        Block<K, V> replaced(int at, K key, V value) {
            return new Block<>(replaced(keys, at, key), replaced(values, at, value));
        }

        private static <T> T[] replaced(T[] all, int at, T one) {
            T[] after = all.clone();
            after[at] = one;
            return after;
        }

        Block<K, V> inserted(int at, K key, V value) {
            return new Block<>(inserted(keys, at, key), inserted(values, at, value));
        }

        private static <T> T[] inserted(T[] all, int at, T one) {
            T[] after = Arrays.copyOf(all, all.length + 1);
            System.arraycopy(all, at, after, at + 1, all.length - at);
            after[at] = one;
            return after;
        }

        Block<K, V> removed(int at) {
            return new Block<>(removed(keys, at), removed(values, at));
        }

        private static <T> T[] removed(T[] all, int at) {
            T[] after = Arrays.copyOf(all, all.length - 1);
            System.arraycopy(all, at + 1, after, at, after.length - at);
            return after;
        }

        Block<K, V> part(int from, int to) {
            return new Block<>(Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to));
        }

        Block<K, V> joined(Block<K, V> behind) {
            return new Block<>(joined(keys, behind.keys), joined(values, behind.values));
        }

        private static <T> T[] joined(T[] all, T[] behind) {
            T[] after = Arrays.copyOf(all, all.length + behind.length);
            System.arraycopy(behind, 0, after, all.length, behind.length);
            return after;
        }
    }
}
