package io.ringfence.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The median of a figure over the rounds, and its least and its greatest. */
public record Spread(double median, double least, double greatest) {

    public static Spread of(List<Double> rounds) {
        return new Spread(Medians.of(rounds), Collections.min(rounds), Collections.max(rounds));
    }

    /** Of one figure as a part of another, round by round. */
    public static Spread ofRatios(List<Double> rounds, List<Double> others) {
        return of(IntStream.range(0, rounds.size())
                .mapToObj(round -> rounds.get(round) / others.get(round))
                .toList());
    }

    /** The least and the greatest. */
    public String range() {
        return String.format(Locale.ROOT, "%.2f to %.2f", least, greatest);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%s)", median, range());
    }
}
