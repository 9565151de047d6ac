package io.ringfence.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.gate.LedgerKey;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold for every history, whatever it is about: revisions, times, each command once (semantics 6 and 7). */
final class HistoryCheck {
    private final Map<AggregateRef, Stored> last = new HashMap<>();
    private final Map<Revision, Stored> all = new HashMap<>();

    private HistoryCheck() {}

    static void check(World world) {
        Map<LedgerKey, Outcome> recorded = new HashMap<>();
        for (Service service : List.of(world.groups(), world.rules(), world.instances())) {
            HistoryCheck check = new HistoryCheck();
            Stored.of(service).forEach(check::next);
            Map<LedgerKey, Outcome> outcomes = new HashMap<>();
            service.ledger().all().forEach((key, row) -> outcomes.put(key, row.outcome()));
            check.everyCommandOnce(outcomes);
            recorded.putAll(outcomes);
        }
        everyAcknowledgedCommandIsThere(world.acknowledged(), recorded);
    }

    private void next(Stored stored) {
        AggregateRef aggregate = stored.event().aggregate();
        Stored before = last.put(aggregate, stored);
        all.put(new Revision(aggregate, stored.revision()), stored);
        assertThat(stored.revision())
                .as("revisions of %s are counted without a gap", aggregate)
                .isEqualTo(before == null ? 1 : before.revision() + 1);
        if (before != null) {
            assertThat(stored.metadata().occurredAt())
                    .as("times of %s grow", aggregate)
                    .isGreaterThan(before.metadata().occurredAt());
        }
    }

    /** Accepted means that the revision is there, and an event of the command is that very one and no other. */
    private void everyCommandOnce(Map<LedgerKey, Outcome> outcomes) {
        Set<String> commands = new HashSet<>();
        all.values()
                .forEach(stored -> assertThat(commands.add(commandOf(stored)))
                        .as("one event for command %s", commandOf(stored))
                        .isTrue());
        outcomes.forEach((key, outcome) -> {
            assertThat(outcome).as("nothing is pending at the end").isNotInstanceOf(Pending.class);
            if (outcome instanceof Accepted accepted) {
                assertThat(all).as("what %s was accepted with", key).containsKey(accepted.revision());
            }
        });
    }

    /** Ids of commands are unique within the simulation but for reactions, whose id is that of the cause. */
    private static String commandOf(Stored stored) {
        return stored.event().aggregate() + "/" + stored.metadata().correlationId();
    }

    private static void everyAcknowledgedCommandIsThere(
            Map<LedgerKey, Outcome> acknowledged, Map<LedgerKey, Outcome> recorded) {
        acknowledged.forEach((key, outcome) ->
                assertThat(recorded.get(key)).as("what %s was answered", key).isEqualTo(outcome));
    }
}
