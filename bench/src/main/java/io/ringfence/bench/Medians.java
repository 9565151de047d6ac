package io.ringfence.bench;

import java.util.List;

/** The middle of some figures: one bad round does not move it. */
public final class Medians {
    private Medians() {}

    /** The median; the mean of the middle two where their number is even. */
    public static double of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("the median of nothing");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
