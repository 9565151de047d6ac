package io.ringfence.axon.gate;

import io.ringfence.events.wire.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * What was decided about every command, for ever. Each call works in the transaction that is under way, so that an
 * event and the record of its command are there together or not at all.
 */
public interface Ledger {
    /** What is recorded under each of these keys; a new command's key is missing. */
    Map<LedgerKey, Recorded> find(Collection<LedgerKey> keys);

    /**
     * Records new commands. Throws {@link ConcurrencyException} if one of them was recorded meanwhile: then this
     * transaction must not change anything.
     */
    void record(List<Entry> entries);

    /** What a row says. */
    record Recorded(String digest, Outcome outcome) {}

    /**
     * A command that was decided.
     *
     * @param at the instant of the decision, in microseconds since 1970
     */
    record Entry(Submission submission, Outcome outcome, long at) {}
}
