package io.ringfence.bench.tables;

import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.Withheld;
import io.ringfence.agent.table.Epoch;
import io.ringfence.bench.Closing;
import io.ringfence.bench.NftContext;
import io.ringfence.bench.Scoreboard;
import io.ringfence.bench.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One host, kept up to date twice: by the agent's classes in one namespace, by libnftables alone in another. Of the agent
 * the whole way counts, from the event to the kernel, of libnftables what it takes to carry out commands that are there. Ratios are of processor time.
 */
final class UpdatedHost implements AutoCloseable {
    private static final String RULE_CHANGES = "a rule of a group of " + GreatHost.RULES + " changes";

    private final int groups;
    private final GreatHost host;
    private final Closing closing = new Closing();
    private final Space agentSpace;
    private final Space librarySpace;
    private final AgentTable agent;
    private final NftContext library;
    private final TableRenderer renderer = new TableRenderer(HostFacts.SETTINGS);
    private final Map<String, List<Spent>> bursts = new LinkedHashMap<>();
    private final Map<String, List<Spent>> rounds = new LinkedHashMap<>();
    private TableBlocks inLibrary;

    UpdatedHost(int groups, Path directory) {
        this.groups = groups;
        this.host = new GreatHost(groups);
        try {
            agentSpace = closing.add(new Space("agent" + letter()));
            librarySpace = closing.add(new Space("library" + letter()));
            agent = closing.add(new AgentTable(agentSpace, directory));
            library = closing.add(new NftContext(librarySpace.inside()));
            agent.load(host.facts());
            String text = text();
            library.run(text);
            inLibrary = TableBlocks.of(text);
        } catch (RuntimeException failed) {
            closing.close();
            throw failed;
        }
    }

    /** Makes so many changes of each kind; they count as one round, or as none. */
    void round(int changes, boolean counts) {
        for (int change = 0; change < changes; change++) {
            join(GreatHost.LARGE, GreatHost.MANY);
            join(GreatHost.SMALL, GreatHost.FEW);
            changeRule();
        }
        if (counts) {
            bursts.forEach((what, spent) ->
                    rounds.computeIfAbsent(what, any -> new ArrayList<>()).add(Spent.median(spent)));
        }
        bursts.clear();
    }

    private void join(int group, int size) {
        String address = host.join(group);
        agentFollows(joins(size));
        libraryRuns(joins(size), "add element inet ringfence m4-" + HostFacts.group(group) + " { " + address + " }");
    }

    private void changeRule() {
        host.changeRule();
        agentFollows(RULE_CHANGES);
        TableBlocks wanted = TableBlocks.of(text());
        libraryRuns(RULE_CHANGES, wanted.changeFrom(inLibrary));
        inLibrary = wanted;
    }

    private void agentFollows(String what) {
        took(byAgent(what), Spent.byThreads(agentSpace.inside(), () -> agent.follow(host.facts())));
    }

    private void libraryRuns(String what, String commands) {
        took(byLibrary(what), Spent.byThreads(librarySpace.inside(), () -> library.run(commands)));
    }

    private void took(String what, Spent spent) {
        bursts.computeIfAbsent(what, any -> new ArrayList<>()).add(spent);
    }

    /** Shows the last round. */
    void say(String round) {
        rounds.forEach((what, spent) -> {
            Spent last = spent.get(spent.size() - 1);
            System.out.printf(
                    Locale.ROOT,
                    "  %-9s %-80s %8.2f ms, %.2f ms of a processor%n",
                    round,
                    on(what),
                    1e3 * last.seconds(),
                    1e3 * last.processorSeconds());
        });
    }

    /** Writes the rows. */
    void show(Scoreboard scoreboard) {
        String large = byAgent(joins(GreatHost.MANY));
        String small = byAgent(joins(GreatHost.FEW));
        Spread bySize = Spread.ofRatios(of(large), of(small));
        scoreboard.atMost(
                on(large) + " / a group of " + GreatHost.FEW + ", " + bySize.range(),
                millis(large),
                bySize.median(),
                "x",
                1.5,
                1.1);
        for (String what : List.of(joins(GreatHost.MANY), joins(GreatHost.FEW), RULE_CHANGES)) {
            Spread times = Spread.ofRatios(of(byAgent(what)), of(byLibrary(what)));
            scoreboard.note(on(byLibrary(what)), millis(byLibrary(what)), "");
            scoreboard.note(on(byAgent(what)) + " / libnftables", millis(byAgent(what)), times + "x");
        }
    }

    @Override
    public void close() {
        closing.close();
    }

    private String text() {
        return renderer.render(host.facts().policy(), Withheld.NOTHING).text(Epoch.ANY);
    }

    private List<Double> of(String what) {
        return rounds.getOrDefault(what, List.of()).stream()
                .map(Spent::processorSeconds)
                .toList();
    }

    private String millis(String what) {
        Spent median = Spent.median(rounds.getOrDefault(what, List.of()));
        return String.format(Locale.ROOT, "%.2f, cpu %.2f ms", 1e3 * median.seconds(), 1e3 * median.processorSeconds());
    }

    private String on(String what) {
        return "host of " + groups + " groups: " + what;
    }

    private char letter() {
        return (char) ('a' + Integer.numberOfTrailingZeros(groups));
    }

    private static String joins(int size) {
        return String.format(Locale.ROOT, "a member joins a group of %,d", size);
    }

    private static String byAgent(String what) {
        return what + ", agent";
    }

    private static String byLibrary(String what) {
        return what + ", libnftables alone";
    }
}
