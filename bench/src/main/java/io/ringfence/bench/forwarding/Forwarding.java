package io.ringfence.bench.forwarding;

import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Closing;
import io.ringfence.bench.Medians;
import io.ringfence.bench.Program;
import io.ringfence.bench.Quiet;
import io.ringfence.bench.Scoreboard;
import io.ringfence.bench.Settings;
import io.ringfence.bench.Spread;
import io.ringfence.lab.NetnsLab;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The rows about forwarding. In a round every lane has a few bursts, in turn with all others, and its figure is the median
 * of them.
 */
public final class Forwarding {
    private static final double LEAST_TIMES_THE_SENDER = 1.5;
    private static final List<Integer> SIZES = List.of(10, 50, 200);
    private static final int LARGEST = SIZES.get(SIZES.size() - 1);

    private final Settings settings;
    private final Scoreboard scoreboard;
    private final Map<Way, Map<Kind, Costs>> costs = new EnumMap<>(Way.class);
    private final List<Lane> lanes = new ArrayList<>();

    public Forwarding(Settings settings, Scoreboard scoreboard) {
        this.settings = settings;
        this.scoreboard = scoreboard;
    }

    /** Measures and writes the rows; the namespaces go with the closing. */
    public void perform(Closing closing) {
        missing().ifPresent(lack -> {
            throw new BenchFailure("forwarding cannot be measured: " + lack);
        });
        Optional<String> iptables = Rulesets.iptables();
        for (Way way : Way.values()) {
            rulesets(iptables).forEach(ruleset -> lanes.add(closing.add(Lane.open(lanes.size(), way, ruleset))));
        }
        lanes.forEach(lane -> lane.burst(Kind.NEW));
        requireWholeCost();
        for (int round = 1; round <= settings.runs(); round++) {
            Quiet.await();
            for (Way way : Way.values()) {
                for (Kind kind : Kind.values()) {
                    round(round, way, kind);
                }
            }
        }
        for (Way way : Way.values()) {
            for (Kind kind : Kind.values()) {
                show(way, kind);
            }
        }
        if (iptables.isEmpty()) {
            scoreboard.missing("Neutron's and CloudStack's chains", "no iptables: install the package iptables");
        }
    }

    /** Where the kernel counts apart what it does within the sender's calls, the sender's time says nothing. */
    private void requireWholeCost() {
        Lane lane = unfiltered(Way.FRAME);
        if (lane.burst(Kind.NEW) < LEAST_TIMES_THE_SENDER * lane.sending()) {
            throw new BenchFailure("forwarding cannot be measured here: this kernel counts the work of interrupts apart"
                    + " (CONFIG_IRQ_TIME_ACCOUNTING), so that it is no part of the sender's processor time");
        }
    }

    private static Optional<String> missing() {
        return NetnsLab.missing()
                .or(() -> Program.isInstalled("nft")
                        ? Optional.empty()
                        : Optional.of("there is no nft: install the package nftables"));
    }

    private static List<Ruleset> rulesets(Optional<String> iptables) {
        List<Ruleset> rulesets = new ArrayList<>(List.of(Rulesets.none(), Rulesets.tracking(), Rulesets.ringfence(0)));
        for (int size : SIZES) {
            rulesets.add(Rulesets.ringfence(size));
            iptables.ifPresent(program -> rulesets.add(Rulesets.neutron(size, program)));
            iptables.ifPresent(program -> rulesets.add(Rulesets.cloudStack(size, program)));
        }
        return rulesets;
    }

    private void round(int round, Way way, Kind kind) {
        Map<String, List<Double>> bursts = new LinkedHashMap<>();
        for (int burst = 0; burst < way.bursts; burst++) {
            add(bursts, Costs.SENDER, unfiltered(way).sending());
            lanes(way).forEach(lane -> add(bursts, lane.ruleset().name(), lane.burst(kind)));
        }
        System.out.printf("  run %d, %s, %s, ns a packet with the sender's own part:%n   ", round, way.text, kind.text);
        bursts.forEach((name, figures) -> {
            costs(way, kind).add(name, figures);
            System.out.printf(Locale.ROOT, " %s %.0f;", name, Medians.of(figures));
        });
        System.out.println();
    }

    private static void add(Map<String, List<Double>> bursts, String name, double nanos) {
        bursts.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos);
    }

    /** What is due is due of the way that a user's packet goes; the other is beside it, and stricter. */
    private void show(Way way, Kind kind) {
        String none = unfiltered(way).ruleset().name();
        String ours = Rulesets.nameOfOurs(LARGEST);
        String measure = way.text + ", " + kind.text + ": ";
        Costs costs = costs(way, kind);
        for (Lane lane : lanes(way)) {
            String name = lane.ruleset().name();
            String figure = "%.0f ns".formatted(Medians.of(costs.forwarding(name)));
            Spread times = Spread.of(costs.times(name, none));
            if (name.equals(ours) && way == Way.DATAGRAM) {
                String what = measure + name + ", " + times.range();
                scoreboard.atMost(what, figure, times.median(), "x", kind.due, kind.goal);
            } else {
                scoreboard.note(measure + name, figure, times + "x");
            }
        }
        lanes(way).stream()
                .map(lane -> lane.ruleset().name())
                .filter(name -> name.endsWith(" " + LARGEST + " rules") && !name.equals(ours))
                .forEach(peer -> scoreboard.note(
                        measure + "the extra of " + ours + " as a part of the extra of " + peer,
                        "",
                        Spread.of(costs.partOfExtra(ours, peer, none)).toString()));
    }

    private List<Lane> lanes(Way way) {
        return lanes.stream().filter(lane -> lane.way() == way).toList();
    }

    /** The lane without any rule. */
    private Lane unfiltered(Way way) {
        return lanes(way).get(0);
    }

    private Costs costs(Way way, Kind kind) {
        return costs.computeIfAbsent(way, any -> new EnumMap<>(Kind.class)).computeIfAbsent(kind, any -> new Costs());
    }
}
