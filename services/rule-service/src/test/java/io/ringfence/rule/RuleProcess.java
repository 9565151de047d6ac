package io.ringfence.rule;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.GroupCommit;
import io.ringfence.axon.gate.LaneKey;
import io.ringfence.axon.gate.Lanes;
import io.ringfence.axon.gate.LedgerRows;
import io.ringfence.axon.gate.OutcomeMeter;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.gate.Timing;
import io.ringfence.axon.gate.WaitLimits;
import io.ringfence.axon.react.KnownGroupRows;
import io.ringfence.axon.store.AxonSetup;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.store.NewestEvent;
import io.ringfence.axon.store.RecentAggregates;
import io.ringfence.axon.store.StoredRevisionRows;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.Command;
import io.ringfence.events.wire.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.axonframework.config.Configuration;

/** The write side of this service on a real database, without doors: what one process has of it. */
final class RuleProcess implements AutoCloseable {
    private final Lanes lanes = Lanes.withThreads(4, 1_000, LaneKey.BY_TARGET);
    private final RecentAggregates recent = new RecentAggregates(100);
    private final JdbcTransactions transactions;
    private final Configuration axon;
    private final CommandGate gate;
    private final Deadlines deadlines;
    private final InstantSource machine;

    RuleProcess(RuleDatabase database, InstantSource machine) {
        this.machine = machine;
        transactions = database.transactions();
        HybridClock clock = new HybridClock(machine);
        clock.startAfter(NewestEvent.occurredAt(transactions));
        References references = RuleService.references(transactions);
        Lists lists = RuleService.lists(transactions);
        deadlines = RuleService.deadlines(transactions);
        axon = AxonSetup.configurer(
                        transactions,
                        recent,
                        List.of(
                                RuleService.prefixList(references, lists),
                                RuleService.ruleSet(
                                        new KnownGroupRows(transactions),
                                        references,
                                        lists,
                                        deadlines,
                                        RuleLimits.DEFAULT.rules(),
                                        RuleLimits.DEFAULT.groupReferences())))
                .start();
        gate = new CommandGate(
                new GroupCommit(
                        axon.commandBus(),
                        new LedgerRows(transactions),
                        new StoredRevisionRows(transactions),
                        transactions,
                        recent,
                        clock),
                lanes,
                new OutcomeMeter(new SimpleMeterRegistry()),
                Timing.system(),
                new WaitLimits(Duration.ZERO, Duration.ofSeconds(5)));
    }

    /** What has the ends of rules recorded; whoever asks for it runs it. */
    Expiry expiry() {
        return new Expiry(deadlines, transactions, gate, machine);
    }

    /** Submits a new command. */
    CompletionStage<Outcome> submit(Command command) {
        String id = UUID.randomUUID().toString();
        return gate.submit(
                        new Submission(command, id, "test", "d".repeat(64), RuleSetScenario.SOMEBODY, null, null, null))
                .thenApply(answer -> answer.outcome());
    }

    /** Submits a new command and waits for its outcome. */
    Outcome decided(Command command) {
        return submit(command).toCompletableFuture().join();
    }

    @Override
    public void close() {
        try {
            lanes.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        axon.shutdown();
    }
}
