package io.ringfence.bench.tables;

import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.Withheld;
import io.ringfence.agent.table.Epoch;
import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Closing;
import io.ringfence.bench.NftContext;
import io.ringfence.bench.Program;
import io.ringfence.bench.Quiet;
import io.ringfence.bench.Scoreboard;
import io.ringfence.bench.Settings;
import io.ringfence.bench.Spread;
import io.ringfence.lab.NetnsLab;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows about a host that comes up: everything is put in force in a namespace without any table. The first round counts
 * for nothing but is shown, as an agent that comes up is as cold as that. Ratios are of processor time.
 */
public final class FirstLoad {
    private static final int GROUPS = 100;
    private static final String WHAT =
            "first load, %d groups of %d rules and %,d members: ".formatted(GROUPS, GreatHost.RULES, GreatHost.MANY);
    private static final String AGENT = "the agent";
    private static final String LIBRARY = "libnftables alone, same text";

    private final Settings settings;
    private final Scoreboard scoreboard;
    private final GreatHost host = new GreatHost(GROUPS);
    private final String text = new TableRenderer(HostFacts.SETTINGS)
            .render(host.facts().policy(), Withheld.NOTHING)
            .text(Epoch.ANY);
    private final Map<String, Consumer<Space>> contestants = new LinkedHashMap<>();
    private final Map<String, List<Spent>> rounds = new LinkedHashMap<>();

    public FirstLoad(Settings settings, Scoreboard scoreboard) {
        this.settings = settings;
        this.scoreboard = scoreboard;
    }

    /** Measures and writes the rows; each namespace goes with its measurement. */
    public void perform(Closing closing) {
        NetnsLab.missing().ifPresent(lack -> {
            throw new BenchFailure("a first load cannot be measured: " + lack);
        });
        contestants.put(AGENT, this::byAgent);
        contestants.put(LIBRARY, space -> byLibrary(space, List.of(text)));
        contestants.put("nft -f, same text", space -> Program.run(space.inside(), text, "nft", "-f", "-"));
        for (int parts : List.of(2, 10)) {
            List<String> transactions = TableBlocks.of(text).inParts(parts);
            contestants.put(
                    "libnftables, %d groups' rules a transaction".formatted(GROUPS / parts),
                    space -> byLibrary(space, transactions));
        }
        for (int round = 0; round <= settings.runs(); round++) {
            Quiet.await();
            round(round, closing);
        }
        rounds.keySet().forEach(this::show);
    }

    private void round(int round, Closing closing) {
        contestants.forEach((name, contestant) -> {
            Spent spent;
            try (Space space = closing.add(new Space("load"))) {
                spent = Spent.byProcess(() -> contestant.accept(space));
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %-9s %-58s %8.2f s, %.2f s of a processor%n",
                    round == 0 ? "cold" : "run " + round,
                    name,
                    spent.seconds(),
                    spent.processorSeconds());
            if (round > 0) {
                rounds.computeIfAbsent(name, any -> new ArrayList<>()).add(spent);
            }
        });
    }

    private void show(String name) {
        Spread times = Spread.ofRatios(processorSeconds(name), processorSeconds(LIBRARY));
        String figure =
                String.format(Locale.ROOT, "%.2f s", Spread.of(seconds(name)).median());
        if (name.equals(AGENT)) {
            scoreboard.atMost(WHAT + name + " / libnftables, " + times.range(), figure, times.median(), "x", 2, 1.2);
        } else {
            scoreboard.note(WHAT + name, figure, times + "x");
        }
    }

    private List<Double> seconds(String name) {
        return rounds.getOrDefault(name, List.of()).stream().map(Spent::seconds).toList();
    }

    private List<Double> processorSeconds(String name) {
        return rounds.getOrDefault(name, List.of()).stream()
                .map(Spent::processorSeconds)
                .toList();
    }

    private void byAgent(Space space) {
        try (AgentTable agent = new AgentTable(space, settings.directory())) {
            agent.load(host.facts());
        }
    }

    private static void byLibrary(Space space, List<String> transactions) {
        try (NftContext nft = new NftContext(space.inside())) {
            transactions.forEach(nft::run);
        }
    }
}
