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
    private static final int PACKETS = 40_000;
    private static final int BURSTS = 5;
    private static final double LEAST_TIMES_THE_SENDER = 1.5;
    private static final List<Integer> SIZES = List.of(10, 50, 200);
    private static final int LARGEST = SIZES.get(SIZES.size() - 1);

    private final Settings settings;
    private final Scoreboard scoreboard;
    private final Map<Kind, Costs> costs = new EnumMap<>(Kind.class);
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
        for (Ruleset ruleset : rulesets(iptables)) {
            lanes.add(closing.add(Lane.open(lanes.size(), ruleset)));
        }
        lanes.forEach(lane -> burst(Kind.NEW, lane));
        requireWholeCost();
        for (int round = 1; round <= settings.runs(); round++) {
            Quiet.await();
            for (Kind kind : Kind.values()) {
                round(round, kind);
            }
        }
        for (Kind kind : Kind.values()) {
            show(kind);
        }
        if (iptables.isEmpty()) {
            scoreboard.missing("Neutron's and CloudStack's chains", "no iptables: install the package iptables");
        }
    }

    /** Where the kernel counts apart what it does within the sender's calls, the sender's time says nothing. */
    private void requireWholeCost() {
        Lane lane = lanes.get(0);
        if (burst(Kind.NEW, lane) < LEAST_TIMES_THE_SENDER * lane.sending(PACKETS)) {
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

    private void round(int round, Kind kind) {
        Map<String, List<Double>> bursts = new LinkedHashMap<>();
        for (int burst = 0; burst < BURSTS; burst++) {
            add(bursts, Costs.SENDER, lanes.get(0).sending(PACKETS));
            for (Lane lane : lanes) {
                add(bursts, lane.ruleset().name(), burst(kind, lane));
            }
        }
        System.out.printf("  run %d, %s, ns a packet with the sender's own part:%n   ", round, kind.text);
        bursts.forEach((name, figures) -> {
            costs(kind).add(name, figures);
            System.out.printf(Locale.ROOT, " %s %.0f;", name, Medians.of(figures));
        });
        System.out.println();
    }

    private static void add(Map<String, List<Double>> bursts, String name, double nanos) {
        bursts.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos);
    }

    private static double burst(Kind kind, Lane lane) {
        double nanos = switch (kind) {
            case NEW -> lane.newFlows(PACKETS);
            case ESTABLISHED -> lane.establishedFlows(PACKETS, Kind.ESTABLISHED_FLOWS);
        };
        lane.forgetFlows();
        return nanos;
    }

    private void show(Kind kind) {
        String none = lanes.get(0).ruleset().name();
        String ours = Rulesets.nameOfOurs(LARGEST);
        Costs costs = costs(kind);
        for (Lane lane : lanes) {
            String name = lane.ruleset().name();
            String what = "forwarding, " + kind.text + ": " + name;
            String figure = "%.0f ns".formatted(Medians.of(costs.forwarding(name)));
            Spread times = Spread.of(costs.times(name, none));
            if (name.equals(ours)) {
                scoreboard.atMost(what + ", " + times.range(), figure, times.median(), "x", kind.due, kind.goal);
            } else {
                scoreboard.note(what, figure, times + "x");
            }
        }
        lanes.stream()
                .map(lane -> lane.ruleset().name())
                .filter(name -> name.endsWith(" " + LARGEST + " rules") && !name.equals(ours))
                .forEach(peer -> scoreboard.note(
                        "forwarding, " + kind.text + ": the extra of " + ours + " as a part of the extra of " + peer,
                        "",
                        Spread.of(costs.partOfExtra(ours, peer, none)).toString()));
    }

    private Costs costs(Kind kind) {
        return costs.computeIfAbsent(kind, any -> new Costs());
    }
}
