package io.ringfence.policy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** It says what a map of the platform says that had the same changes. */
class BlockMapTest {
    private static final int STEPS = 1_500;

    private final TreeMap<Integer, String> expected = new TreeMap<>();
    private BlockMap<Integer, String> map = BlockMap.empty(Comparator.naturalOrder());

    private void plus(int key, String value) {
        expected.put(key, value);
        map = map.plus(key, value);
    }

    private void minus(int key) {
        expected.remove(key);
        map = map.minus(key);
    }

    private void assertSame() {
        assertThat(map.size()).isEqualTo(expected.size());
        assertThat(map.isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(map.keys()).containsExactlyElementsOf(expected.keySet());
        assertThat(map.values()).containsExactlyElementsOf(expected.values());
        assertThat(map)
                .isEqualTo(BlockMap.of(
                        Comparator.naturalOrder(), List.copyOf(expected.keySet()), List.copyOf(expected.values())));
    }

    /** Two blocks side by side have 33 entries at the least. */
    private void assertFewBlocks() {
        assertThat(map.blockCount())
                .as("blocks of %d entries", map.size())
                .isLessThanOrEqualTo(1 + map.size() * 2 / 33);
    }

    private void change(RandomGenerator random, int keys, int deletionsOfTen) {
        int key = random.nextInt(keys);
        if (random.nextInt(10) < deletionsOfTen) {
            minus(key);
        } else {
            plus(key, "v" + random.nextInt());
        }
        assertThat(map.get(key)).isEqualTo(expected.get(key));
    }

    @Test
    void itGrowsAndShrinksLikeAnyMap() {
        Seeds.forEach(10, random -> {
            int keys = random.nextInt(1, 2_000);
            for (int deletionsOfTen : new int[] {2, 8, 5}) {
                for (int i = 0; i < STEPS; i++) {
                    change(random, keys, deletionsOfTen);
                }
                assertSame();
                assertFewBlocks();
            }
            List.copyOf(expected.keySet()).forEach(this::minus);
            assertSame();
        });
    }

    @Test
    void keysInOrderAndAgainstItAreFoundAgain() {
        for (int key = 0; key < STEPS; key++) {
            plus(key, "up");
            plus(-key, "down");
        }
        assertSame();
        for (int key = -STEPS; key < STEPS; key++) {
            assertThat(map.get(key)).isEqualTo(expected.get(key));
        }
    }

    @Test
    void keysInEitherOrderFillTheirBlocks() {
        for (int key = 0; key < 6_400; key++) {
            plus(key, "up");
        }
        assertThat(map.blockCount()).isEqualTo(100);

        map = BlockMap.empty(Comparator.naturalOrder());
        for (int key = 6_400; key > 0; key--) {
            plus(key, "down");
        }
        assertThat(map.blockCount()).isEqualTo(100);
    }

    @Test
    void whatIsLeftOfBlocksIsJoinedInWhateverOrderKeysGo() {
        for (int key = 0; key < 6_400; key++) {
            plus(key, "one");
        }
        BlockMap<Integer, String> full = map;
        for (int key = 0; key < 6_400; key++) {
            if (key % 64 != 0) {
                minus(key);
            }
        }
        assertThat(map.size()).isEqualTo(100);
        assertFewBlocks();

        map = full;
        for (int key = 6_399; key >= 0; key--) {
            if (key % 64 != 0) {
                minus(key);
            }
        }
        assertThat(map.size()).isEqualTo(100);
        assertFewBlocks();
    }

    @Test
    void aMapThatWasChangedIsStillTheOneBefore() {
        Seeds.forEach(5, random -> {
            List<BlockMap<Integer, String>> maps = new ArrayList<>();
            List<TreeMap<Integer, String>> copies = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                change(random, 200, 3);
                maps.add(map);
                copies.add(new TreeMap<>(expected));
            }
            for (int i = 0; i < maps.size(); i++) {
                assertThat(maps.get(i).keys())
                        .containsExactlyElementsOf(copies.get(i).keySet());
                assertThat(maps.get(i).values())
                        .containsExactlyElementsOf(copies.get(i).values());
            }
        });
    }

    @Test
    void anotherKeyOrAnotherValueIsAnotherMap() {
        plus(1, "one");

        assertThat(map).isNotEqualTo(map.plus(1, "two")).isNotEqualTo(map.plus(2, "one"));
        assertThat(map.plus(2, "one")).isNotEqualTo(map.plus(3, "one"));
        assertThat(map.plus(2, "two").minus(2)).isEqualTo(map).hasSameHashCodeAs(map);
    }

    @Test
    void aRangeOfALargeMapIsFoundAndCountedWithFewComparisons() {
        AtomicInteger comparisons = new AtomicInteger();
        Comparator<Integer> counting = (one, other) -> {
            comparisons.incrementAndGet();
            return Integer.compare(one, other);
        };
        List<Integer> keys = IntStream.range(0, 65_536).boxed().toList();
        BlockMap<Integer, Integer> large = BlockMap.of(counting, keys, keys);

        comparisons.set(0);
        assertThat(large.keys(50_000, 60_000).findFirst()).contains(50_000);
        assertThat(large.count(10_000, 60_000)).isEqualTo(50_001);
        assertThat(comparisons).hasValueLessThan(200);
    }

    @Test
    void whatIsNotThereIsNotTakenAway() {
        plus(1, "one");

        assertThat(map.minus(2)).isSameAs(map);
    }
}
