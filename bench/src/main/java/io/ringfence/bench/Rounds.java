package io.ringfence.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures contestants in turn, round after round, so that whatever slows the machine meets all of them. The first round
 * warms them up and does not count.
 */
final class Rounds {
    private final Map<Contestant, List<Double>> rates = new LinkedHashMap<>();

    /** Measures so many rounds of so long a time for each. */
    static Rounds measure(List<Contestant> contestants, int rounds, Duration time) {
        Rounds measured = new Rounds();
        contestants.forEach(contestant -> measured.rates.put(contestant, new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                Quiet.await();
                double rate = contestant.perSecond(time);
                System.out.printf(
                        Locale.ROOT,
                        "  %-9s %-58s %8.0f a second%n",
                        round == 0 ? "warm-up" : "run " + round,
                        contestant.name(),
                        rate);
                if (round > 0) {
                    measured.of(contestant).add(rate);
                }
            }
        }
        return measured;
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
