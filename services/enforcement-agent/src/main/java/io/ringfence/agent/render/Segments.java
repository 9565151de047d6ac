package io.ringfence.agent.render;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers from 0 to a largest one, cut into disjoint segments that each have a value. Whoever claims a number first
 * keeps it, as the first rule that matches decides. Of one thread.
 */
final class Segments<V> {
    private final BigInteger last;
    private final TreeMap<BigInteger, Segment<V>> claimed = new TreeMap<>();

    /** @param last the largest number there is */
    Segments(BigInteger last) {
        this.last = last;
    }

    /** Numbers with one value, both ends included. */
    record Segment<V>(BigInteger from, BigInteger to, V value) {}

    boolean isEmpty() {
        return claimed.isEmpty();
    }

    /** Gives the value to those numbers of these, both ends included, that have none. */
    void claim(BigInteger from, BigInteger to, V value) {
        BigInteger next = from;
        Map.Entry<BigInteger, Segment<V>> before = claimed.floorEntry(from);
        if (before != null && before.getValue().to().compareTo(from) >= 0) {
            next = before.getValue().to().add(BigInteger.ONE);
        }
        while (next.compareTo(to) <= 0) {
            Map.Entry<BigInteger, Segment<V>> behind = claimed.ceilingEntry(next);
            boolean free = behind == null || behind.getKey().compareTo(to) > 0;
            BigInteger end = free ? to : behind.getKey().subtract(BigInteger.ONE);
            if (next.compareTo(end) <= 0) {
                claimed.put(next, new Segment<>(next, end, value));
            }
            next = free ? to.add(BigInteger.ONE) : behind.getValue().to().add(BigInteger.ONE);
        }
    }

    /** The segments in their order; neighbours of one value are one. */
    List<Segment<V>> all() {
        List<Segment<V>> merged = new ArrayList<>();
        for (Segment<V> segment : claimed.values()) {
            Segment<V> before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null
                    && before.value().equals(segment.value())
                    && before.to().add(BigInteger.ONE).equals(segment.from())) {
                merged.set(merged.size() - 1, new Segment<>(before.from(), segment.to(), segment.value()));
            } else {
                merged.add(segment);
            }
        }
        return merged;
    }

    /** Whether every number has a value. */
    boolean isComplete() {
        BigInteger next = BigInteger.ZERO;
        for (Segment<V> segment : claimed.values()) {
            if (!segment.from().equals(next)) {
                return false;
            }
            next = segment.to().add(BigInteger.ONE);
        }
        return next.compareTo(last) > 0;
    }
}
