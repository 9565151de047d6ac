package io.ringfence.bench.tables;

import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Closing;
import io.ringfence.bench.Quiet;
import io.ringfence.bench.Scoreboard;
import io.ringfence.bench.Settings;
import io.ringfence.lab.NetnsLab;
import java.util.List;

/**
 * The rows about changes: a member joins a large group or a small one, or a rule of a group changes, on a host with few
 * groups or many. The agent's classes and libnftables alone make the same changes, each in a namespace of its own.
 */
public final class Updates {
    private static final List<Integer> GROUPS = List.of(10, 100);

    /** So many of each change in a round, each by everybody in turn. */
    private static final int CHANGES = 20;

    private static final int WARM_UP = 60;

    private final Settings settings;
    private final Scoreboard scoreboard;

    public Updates(Settings settings, Scoreboard scoreboard) {
        this.settings = settings;
        this.scoreboard = scoreboard;
    }

    /** Measures and writes the rows; the namespaces go with the closing. */
    public void perform(Closing closing) {
        NetnsLab.missing().ifPresent(lack -> {
            throw new BenchFailure("updates cannot be measured: " + lack);
        });
        List<UpdatedHost> hosts = GROUPS.stream()
                .map(groups -> closing.add(new UpdatedHost(groups, settings.directory())))
                .toList();
        hosts.forEach(host -> host.round(WARM_UP, false));
        for (int round = 1; round <= settings.runs(); round++) {
            Quiet.await();
            for (UpdatedHost host : hosts) {
                host.round(CHANGES, true);
                host.say("run " + round);
            }
        }
        hosts.forEach(host -> host.show(scoreboard));
    }
}
