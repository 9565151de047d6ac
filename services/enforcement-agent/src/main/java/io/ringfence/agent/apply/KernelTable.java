package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import java.util.Optional;

/** The table {@code inet ringfence} of one host. Not for use by several threads. */
public interface KernelTable extends AutoCloseable {

    /** How policy is put in force here, for the log and the status. */
    String description();

    /** False where the text only goes to a file: then nothing that is loaded counts as enforced. */
    boolean inKernel();

    /**
     * Puts the table in force, in place of whatever table there is in one transaction. Where there is none, a large one may
     * take several, of which the first closes what is guarded.
     *
     * @return the number of transactions, one after the other
     * @throws TableRefused with the reason; the former table is then still in force, and if there was none, nothing is open
     */
    int load(Table table, Epoch epoch);

    /**
     * Puts a change in force where the table that it was compared with is. The epoch begins to mark with the last part of
     * the change that may say something else of a packet, never before: no connection is marked by what held before.
     *
     * @return the number of transactions, one after the other
     * @throws TableRefused with the reason; some of the transactions may have been made
     */
    int change(TableChange change, Epoch epoch);

    /**
     * Begins an epoch by the table that is there, whoever put it: every connection is judged again, and nothing else changes.
     *
     * @throws TableRefused if there is no table, or none that knows epochs
     */
    void judgeAnew(Epoch epoch);

    /**
     * Takes the table away, if there is one.
     *
     * @throws TableRefused with the reason; the table is then still in force
     */
    void remove();

    /** Why {@link #load} would refuse the table, without changing anything; empty if it would not. */
    Optional<String> complaint(Table table);

    /**
     * The table as it is in force, without counters; empty if there is none. Equal texts mean equal tables, but the text
     * differs from the loaded one.
     *
     * @throws TableRefused if it cannot be read
     */
    Optional<String> read();

    /**
     * A number that grows by exactly one with each transaction and otherwise changes whenever anyone may have changed the
     * table; far cheaper than {@link #read}.
     *
     * @throws TableRefused if it cannot be read
     */
    long generation();

    /**
     * The transactions that were made since this was asked last, ours among them; each is told of before {@link
     * #generation} has its number or a moment after.
     */
    Transactions transactions();

    @Override
    void close();
}
