package io.ringfence.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures contestants in turn, round after round, so that whatever slows the machine meets all of them. Before the first
 * round each is warmed up, which does not count: a JVM compiles the code that it runs most while it is under load, and is
 * several times as fast after a minute or two.
 */
final class Rounds {
    private final Map<Contestant, List<Double>> rates = new LinkedHashMap<>();

    /** Measures so many rounds of so long a time for each, after so long a warm-up for each. */
    static Rounds measure(List<Contestant> contestants, Duration warmUp, int rounds, Duration time) {
        Rounds measured = new Rounds();
        contestants.forEach(contestant -> measured.rates.put(contestant, new ArrayList<>()));
        for (Contestant contestant : contestants) {
            for (Duration done = Duration.ZERO; done.compareTo(warmUp) < 0; done = done.plus(time)) {
                rate("warm-up", contestant, time);
            }
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                measured.of(contestant).add(rate("run " + round, contestant, time));
            }
        }
        return measured;
    }

    private static double rate(String run, Contestant contestant, Duration time) {
        Quiet.await();
        double rate = contestant.perSecond(time);
        System.out.printf(Locale.ROOT, "  %-9s %-58s %8.0f a second%n", run, contestant.name(), rate);
        return rate;
    }

    /** The rates of one contestant, round by round. */
    List<Double> of(Contestant contestant) {
        List<Double> rounds = rates.get(contestant);
        if (rounds == null) {
            throw new IllegalArgumentException(contestant.name() + " was not measured");
        }
        return rounds;
    }

    /** One contestant's rate as a part of another's, round by round. */
    List<Double> ratios(Contestant measured, Contestant against) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < of(measured).size(); round++) {
            ratios.add(of(measured).get(round) / of(against).get(round));
        }
        return ratios;
    }
}
