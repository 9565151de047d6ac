package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place on an {@link Axis}: an unsigned number of 128 bits. A group is the number that its id is in base 36, plus one;
 * so two spaces agree on it without having met, and the first point is left for addresses that are nobody's.
 */
record Point(long high, long low) implements Comparable<Point> {
    static final Point FIRST = new Point(0, 0);
    static final Point LAST = new Point(-1, -1);
    static final Point LAST_IPV4 = new Point(0, 0xffff_ffffL);

    private static final String GROUP_PREFIX = "sg-";
    private static final int GROUP_DIGITS = 17;
    private static final int GROUP_BASE = 36;

    static Point of(int number) {
        return new Point(0, number);
    }

    static Point of(IpAddress address) {
        return new Point(address.high(), address.low());
    }

    static Point of(AddressFamily family) {
        return switch (family) {
            case IPV4 -> FIRST;
            case IPV6 -> FIRST.next();
        };
    }

    /** The owner's place; null is nobody. */
    static Point ofOwner(@Nullable SecurityGroupId owner) {
        if (owner == null) {
            return FIRST;
        }
        BigInteger number = new BigInteger(owner.value().substring(GROUP_PREFIX.length()), GROUP_BASE);
        return new Point(number.shiftRight(Long.SIZE).longValue(), number.longValue()).next();
    }

    int number() {
        return Math.toIntExact(low);
    }

    IpAddress address(AddressFamily family) {
        return new IpAddress(family, high, low);
    }

    /** The group at this place of an axis of owners, which is not its first. */
    SecurityGroupId group() {
        Point id = previous();
        String digits = new BigInteger(Long.toUnsignedString(id.high))
                .shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(id.low)))
                .toString(GROUP_BASE);
        return new SecurityGroupId(GROUP_PREFIX + "0".repeat(GROUP_DIGITS - digits.length()) + digits);
    }

    /** The point behind; the last one has none. */
    Point next() {
        return new Point(low == -1 ? high + 1 : high, low + 1);
    }

    /** The point before; the first one has none. */
    Point previous() {
        return new Point(low == 0 ? high - 1 : high, low - 1);
    }

    @Override
    public int compareTo(Point other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
