package io.ringfence.policy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.testing.Seeds;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** It says what a set of the platform says that has the same addresses. */
class AddressSetTest {
    private static final int RANGES = 300;

    /** Of both families, some on either side of where the sign of a number changes. */
    private static IpAddress address(RandomGenerator random, int different) {
        int number = random.nextInt(different);
        return random.nextBoolean()
                ? new IpAddress(AddressFamily.IPV4, 0, 0x7fff_ff00L + number)
                : new IpAddress(AddressFamily.IPV6, 0xfd00L << 48, Long.MAX_VALUE - 256 + number);
    }

    private static void assertSame(AddressSet set, NavigableSet<IpAddress> expected, IpAddress one, IpAddress other) {
        IpAddress from = one.compareTo(other) <= 0 ? one : other;
        IpAddress to = from.equals(one) ? other : one;
        NavigableSet<IpAddress> within = expected.subSet(from, true, to, true);
        assertThat(set.within(from, to)).containsExactlyElementsOf(within);
        assertThat(set.countWithin(from, to)).isEqualTo(within.size());
    }

    private static void assertSame(
            AddressSet set, NavigableSet<IpAddress> expected, RandomGenerator random, int different) {
        assertThat(set).hasSize(expected.size()).containsExactlyElementsOf(expected);
        for (int i = 0; i < RANGES; i++) {
            IpAddress address = address(random, different);
            assertThat(set.contains(address)).isEqualTo(expected.contains(address));
            assertSame(set, expected, address, address);
            assertSame(set, expected, address, address(random, different));
        }
    }

    @Test
    void addressesThatCameTogetherAreFoundByRange() {
        Seeds.forEach(10, random -> {
            int different = random.nextInt(1, 2_000);
            NavigableSet<IpAddress> expected = new TreeSet<>();
            for (int i = random.nextInt(1_000); i > 0; i--) {
                expected.add(address(random, different));
            }

            assertSame(AddressSet.of(expected), expected, random, different);
        });
    }

    @Test
    void addressesThatCameAndWentAreFoundByRange() {
        Seeds.forEach(10, random -> {
            int different = random.nextInt(1, 2_000);
            AddressSet set = AddressSet.NONE;
            NavigableSet<IpAddress> expected = new TreeSet<>();
            for (int i = random.nextInt(2_000); i > 0; i--) {
                IpAddress address = address(random, different);
                boolean leaves = random.nextInt(3) == 0;
                set = leaves ? set.minus(address) : set.plus(address);
                if (leaves) {
                    expected.remove(address);
                } else {
                    expected.add(address);
                }
            }

            assertSame(set, expected, random, different);
        });
    }

    @Test
    void nothingIsWithinAnyRangeOfNone() {
        IpAddress from = IpAddress.parse("0.0.0.0");
        IpAddress to = IpAddress.parse("255.255.255.255");

        assertThat(AddressSet.NONE.within(from, to)).isEmpty();
        assertThat(AddressSet.NONE.countWithin(from, to)).isZero();
    }
}
