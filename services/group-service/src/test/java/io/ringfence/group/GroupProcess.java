package io.ringfence.group;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.Answer;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.GroupCommit;
import io.ringfence.axon.gate.LaneKey;
import io.ringfence.axon.gate.Lanes;
import io.ringfence.axon.gate.LedgerRows;
import io.ringfence.axon.gate.OutcomeMeter;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.gate.Timing;
import io.ringfence.axon.gate.WaitLimits;
import io.ringfence.axon.store.AxonSetup;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.store.NewestEvent;
import io.ringfence.axon.store.RecentAggregates;
import io.ringfence.axon.store.StoredRevisionRows;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.Command;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.axonframework.config.Configuration;

/** The write side of this service on a real database, without doors: what one process has of it. */
final class GroupProcess implements AutoCloseable {
    private static final Requester SOMEBODY = new Requester(AccountId.DEFAULT, "somebody", Channel.REST);

    private final Lanes lanes = Lanes.withThreads(2, 100, LaneKey.BY_TARGET);
    private final Configuration axon;
    private final CommandGate gate;

    GroupProcess(DataSource source) {
        JdbcTransactions transactions = new JdbcTransactions(source);
        HybridClock clock = new HybridClock(InstantSource.system());
        clock.startAfter(NewestEvent.occurredAt(transactions));
        LedgerRows ledger = new LedgerRows(transactions);
        RecentAggregates recent = new RecentAggregates(100);
        axon = AxonSetup.configurer(
                        transactions, recent, List.of(GroupService.securityGroup(transactions, ledger, 1_000)))
                .start();
        GroupCommit commit = new GroupCommit(
                axon.commandBus(), ledger, new StoredRevisionRows(transactions), transactions, recent, clock);
        gate = new CommandGate(
                commit,
                lanes,
                new OutcomeMeter(new SimpleMeterRegistry()),
                Timing.system(),
                new WaitLimits(Duration.ZERO, Duration.ofSeconds(20)));
    }

    /** Submits a new command. */
    CompletableFuture<Outcome> submit(Command command) {
        String id = UUID.randomUUID().toString();
        return gate.submit(new Submission(command, id, "test", "d".repeat(64), SOMEBODY, null, null, null))
                .thenApply(Answer::outcome)
                .toCompletableFuture();
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
