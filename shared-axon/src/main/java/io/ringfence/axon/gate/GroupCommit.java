package io.ringfence.axon.gate;

import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.store.StoredRevisions;
import io.ringfence.axon.store.Transactions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Decides several commands in one transaction: the ledger is asked once, each aggregate decides on what those before it
 * made, and all events and ledger rows are written together. Blocks; the caller brings the thread.
 */
public final class GroupCommit {
    private final Decision decision;
    private final Ledger ledger;
    private final StoredRevisions stored;
    private final Transactions transactions;
    private final Cache recent;
    private final HybridClock clock;

    /** @param recent the aggregates in memory, from which those that are behind the store are taken out */
    public GroupCommit(
            CommandBus commands,
            Ledger ledger,
            StoredRevisions stored,
            Transactions transactions,
            Cache recent,
            HybridClock clock) {
        this.decision = new Decision(commands, transactions);
        this.ledger = ledger;
        this.stored = stored;
        this.transactions = transactions;
        this.recent = recent;
        this.clock = clock;
    }

    /**
     * A verdict for each command, in their order, when the transaction has been committed. If it throws nothing was
     * changed, and nothing is said about which command was the cause.
     */
    List<Verdict> decide(List<Ticket> batch) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("batch"));
        try {
            unit.attachTransaction(transactions);
            List<Verdict> verdicts = inTransaction(batch);
            unit.commit();
            return verdicts;
        } catch (RuntimeException | Error e) {
            if (unit.isActive()) {
                unit.rollback(e);
            }
            throw e;
        }
    }

    private List<Verdict> inTransaction(List<Ticket> batch) {
        Round round = new Round(ledger, clock);
        round.recall(batch);
        batch.forEach(ticket -> round.decide(ticket, this::decideNew));
        round.doubt(stored).forEach(aggregate -> recent.remove(aggregate.toString()));
        round.record();
        return round.verdicts();
    }

    private Verdict decideNew(Ticket ticket, long at) {
        try {
            return Verdict.of(decision.decide(ticket.submission(), at));
        } catch (NotYetKnown late) {
            return ticket.isLastLook() ? Verdict.of(new Rejected(late.problem())) : new Verdict.Waits(late.waitsFor());
        }
    }
}
