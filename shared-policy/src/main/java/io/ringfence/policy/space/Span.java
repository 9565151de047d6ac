package io.ringfence.policy.space;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PortRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Points {@code from} to {@code to} of one axis, both included. Lists of spans are disjoint, apart, and in order. */
record Span(Point from, Point to) {
    static Span of(int number) {
        return at(Point.of(number));
    }

    static Span at(Point point) {
        return new Span(point, point);
    }

    static Span of(PortRange ports) {
        return new Span(Point.of(ports.from()), Point.of(ports.to()));
    }

    static Span of(Cidr cidr) {
        IpAddress network = cidr.network();
        int free = cidr.family().bits() - cidr.prefixLength();
        Point last = new Point(network.high() | lowerBits(free - Long.SIZE), network.low() | lowerBits(free));
        return new Span(Point.of(network), last);
    }

    private static long lowerBits(int count) {
        if (count <= 0) {
            return 0;
        }
        return count >= Long.SIZE ? -1L : (1L << count) - 1;
    }

    boolean contains(Point point) {
        return from.compareTo(point) <= 0 && point.compareTo(to) <= 0;
    }

    /** Whether it has more points than that, 0 or more. */
    boolean isLongerThan(long count) {
        long low = to.low() - from.low();
        long high = to.high() - from.high() - (Long.compareUnsigned(to.low(), from.low()) < 0 ? 1 : 0);
        return high != 0 || Long.compareUnsigned(low, count) >= 0;
    }

    private boolean meets(Span other) {
        return from.compareTo(other.to) <= 0 && other.from.compareTo(to) <= 0;
    }

    private boolean covers(Span other) {
        return from.compareTo(other.from) <= 0 && other.to.compareTo(to) <= 0;
    }

    /** Whether any of the spans holds the point. */
    static boolean contain(List<Span> spans, Point point) {
        for (Span span : spans) {
            if (span.contains(point)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the two lists have a point in common. */
    static boolean meet(List<Span> spans, List<Span> others) {
        for (Span span : spans) {
            for (Span other : others) {
                if (span.meets(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the spans hold all points of the others. */
    static boolean cover(List<Span> spans, List<Span> others) {
        for (Span other : others) {
            boolean covered = false;
            for (Span span : spans) {
                covered |= span.covers(other);
            }
            if (!covered) {
                return false;
            }
        }
        return true;
    }

    /** The same points as a list that is disjoint, apart and in order. */
    static List<Span> merged(Collection<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && touches(before, span)) {
                Point end = before.to.compareTo(span.to) < 0 ? span.to : before.to;
                merged.set(merged.size() - 1, new Span(before.from, end));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    private static boolean touches(Span before, Span span) {
        return before.to.equals(Point.LAST) || span.from.compareTo(before.to.next()) <= 0;
    }

    /** What is in the first spans and not in the others. */
    static List<Span> minus(List<Span> spans, List<Span> others) {
        List<Span> left = new ArrayList<>();
        for (Span span : spans) {
            Point next = span.from;
            boolean open = true;
            for (Span other : others) {
                if (!open || other.to.compareTo(next) < 0 || other.from.compareTo(span.to) > 0) {
                    continue;
                }
                if (next.compareTo(other.from) < 0) {
                    left.add(new Span(next, other.from.previous()));
                }
                open = other.to.compareTo(span.to) < 0;
                next = open ? other.to.next() : next;
            }
            if (open) {
                left.add(new Span(next, span.to));
            }
        }
        return left;
    }
}
