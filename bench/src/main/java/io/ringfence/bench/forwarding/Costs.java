package io.ringfence.bench.forwarding;

import io.ringfence.bench.Medians;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Nanoseconds a packet, by what forwarded it and round by round. What the sender takes by itself is measured too and is no
 * part of what forwarding costs.
 */
final class Costs {
    static final String SENDER = "the sender alone";

    private final Map<String, List<Double>> rounds = new HashMap<>();

    /** Adds a round's figure of one of them. */
    void add(String name, List<Double> bursts) {
        rounds.computeIfAbsent(name, any -> new ArrayList<>()).add(Medians.of(bursts));
    }

    /** What forwarding a packet costs, round by round. */
    List<Double> forwarding(String name) {
        List<Double> whole = rounds.getOrDefault(name, List.of());
        List<Double> sender = rounds.getOrDefault(SENDER, List.of());
        return IntStream.range(0, whole.size())
                .mapToObj(round -> whole.get(round) - sender.get(round))
                .toList();
    }

    /** How many times as much as another's it is, round by round. */
    List<Double> times(String name, String other) {
        List<Double> these = forwarding(name);
        List<Double> those = forwarding(other);
        return IntStream.range(0, these.size())
                .mapToObj(round -> these.get(round) / those.get(round))
                .toList();
    }

    /** What it costs more than {@code base}, as a part of what another costs more than that, round by round. */
    List<Double> partOfExtra(String name, String other, String base) {
        List<Double> these = forwarding(name);
        List<Double> those = forwarding(other);
        List<Double> bases = forwarding(base);
        return IntStream.range(0, these.size())
                .mapToObj(round -> (these.get(round) - bases.get(round)) / (those.get(round) - bases.get(round)))
                .toList();
    }
}
