package io.ringfence.agent.apply;

import java.util.Optional;

/**
 * The table {@code inet ringfence} of one host. Loading is one transaction: either all of the new text is in force or all
 * of the old one still is. Not for use by several threads.
 */
public interface KernelTable extends AutoCloseable {

    String FAMILY_AND_NAME = "inet ringfence";

    /** How policy is put in force here, for the log and the status. */
    String description();

    /** False where the text only goes to a file: then nothing that is loaded counts as enforced. */
    boolean inKernel();

    /**
     * Puts the table in force, in place of the former one.
     *
     * @param table {@code table inet ringfence { ... }}
     * @throws TableRefused with the reason; the former table is then still in force
     */
    void load(String table);

    /**
     * The same where the former text is in force as it was loaded: only what differs may be written, in one transaction.
     *
     * @throws TableRefused with the reason; the former table is then still in force
     */
    default void load(String former, String table) {
        load(table);
    }

    /** Why {@link #load} would refuse the table, without changing anything; empty if it would not. */
    Optional<String> complaint(String table);

    /**
     * The table as it is in force, without counters; empty if there is none. Equal texts mean equal tables, but the text
     * differs from the loaded one.
     *
     * @throws TableRefused if it cannot be read
     */
    Optional<String> read();

    /**
     * A number that grows by exactly one with each load and otherwise changes whenever anyone may have changed the table;
     * far cheaper than {@link #read}.
     *
     * @throws TableRefused if it cannot be read
     */
    long generation();

    @Override
    void close();

    /** What puts the table in force where the former text is. */
    static String changing(String former, String table) {
        return TableDifference.between(former, table).orElseGet(() -> replacing(table));
    }

    /** Replaces in one transaction: the first line makes the second one succeed where there is no table yet. */
    static String replacing(String table) {
        return "table " + FAMILY_AND_NAME + "\ndelete table " + FAMILY_AND_NAME + "\n" + table;
    }
}
