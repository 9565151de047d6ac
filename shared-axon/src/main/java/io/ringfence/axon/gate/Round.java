package io.ringfence.axon.gate;

import io.ringfence.axon.decide.SeenRevisions;
import io.ringfence.axon.gate.Ledger.Entry;
import io.ringfence.axon.gate.Ledger.Recorded;
import io.ringfence.axon.gate.Verdict.Decided;
import io.ringfence.axon.store.StoredRevisions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands of one transaction and what became of them so far. For one thread, thrown away after it. */
final class Round {
    private final Ledger ledger;
    private final HybridClock clock;
    private final List<Look> looks = new ArrayList<>();
    private final Set<AggregateRef> changed = new HashSet<>();
    private Map<LedgerKey, Recorded> recorded = Map.of();

    Round(Ledger ledger, HybridClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Finds what was decided about these commands before. */
    void recall(List<Ticket> batch) {
        recorded = ledger.find(batch.stream().map(Ticket::key).toList());
    }

    /** Answers a command as it was answered before, or has it decided. */
    void decide(Ticket ticket, Decider decider) {
        Recorded before = recorded.get(ticket.key());
        looks.add(before == null ? decideNew(ticket, decider) : repeat(ticket, before));
    }

    private static Look repeat(Ticket ticket, Recorded before) {
        Outcome outcome =
                before.digest().equals(ticket.submission().digest()) ? before.outcome() : mismatch(ticket.submission());
        return new Look(ticket, 0, new Decided(outcome, false), false, null);
    }

    private static Outcome mismatch(Submission submission) {
        return new Rejected(Problem.of(
                ProblemCode.IDEMPOTENCY_MISMATCH,
                "The command id " + submission.commandId()
                        + " belongs to another command: give every new command an id of its own"));
    }

    private Look decideNew(Ticket ticket, Decider decider) {
        long at = clock.next();
        Verdict verdict = decider.decide(ticket, at);
        AggregateRef target = ticket.submission().command().target();
        Long seen = SeenRevisions.of(target);
        if (verdict instanceof Decided decided && Decision.madeEvent(decided.outcome(), seen)) {
            changed.add(target);
        }
        Look look = new Look(ticket, at, verdict, true, seen);
        if (look.isPending()) {
            // At once, so that whatever ends the attempt in this very transaction finds the row.
            ledger.record(List.of(look.entry()));
        }
        return look;
    }

    /**
     * Doubts every answer that no event proves: where the store has another revision than the one that the aggregate
     * had, the command must be decided again. An event does prove it, as the store takes only the next one.
     *
     * @return the aggregates that were behind the store
     */
    Set<AggregateRef> doubt(StoredRevisions stored) {
        Map<AggregateRef, Long> unproven = new HashMap<>();
        looks.stream()
                .filter(this::isUnproven)
                .forEach(look -> unproven.put(look.target(), Objects.requireNonNull(look.seen())));
        if (unproven.isEmpty()) {
            return Set.of();
        }
        Map<AggregateRef, Long> now = stored.of(unproven.keySet());
        Set<AggregateRef> behind = new HashSet<>();
        unproven.forEach((aggregate, seen) -> {
            if (!seen.equals(now.getOrDefault(aggregate, 0L))) {
                behind.add(aggregate);
            }
        });
        looks.replaceAll(
                look -> isUnproven(look) && behind.contains(look.target()) ? look.with(new Verdict.Stale()) : look);
        return behind;
    }

    private boolean isUnproven(Look look) {
        return look.seen() != null && !changed.contains(look.target()) && look.verdict() instanceof Decided;
    }

    /** Records every new outcome. */
    void record() {
        List<Entry> entries = looks.stream()
                .filter(look -> look.isRecorded() && !look.isPending())
                .map(Look::entry)
                .toList();
        if (!entries.isEmpty()) {
            ledger.record(entries);
        }
    }

    List<Verdict> verdicts() {
        return looks.stream().map(Look::verdict).toList();
    }

    /** Has a new command decided at an instant, in microseconds since 1970. */
    @FunctionalInterface
    interface Decider {
        Verdict decide(Ticket ticket, long at);
    }

    /**
     * A command that was looked at.
     *
     * @param fresh whether it was decided now, rather than before
     * @param seen the revision at which it found its aggregate; null if it found none
     */
    private record Look(
            Ticket ticket,
            long at,
            Verdict verdict,
            boolean fresh,
            @Nullable Long seen) {
        AggregateRef target() {
            return ticket.submission().command().target();
        }

        Look with(Verdict other) {
            return new Look(ticket, at, other, fresh, seen);
        }

        boolean isPending() {
            return fresh && verdict instanceof Decided decided && decided.outcome() instanceof Pending;
        }

        boolean isRecorded() {
            return fresh && verdict instanceof Decided decided && decided.announced();
        }

        Entry entry() {
            return new Entry(ticket.submission(), ((Decided) verdict).outcome(), at);
        }
    }
}
