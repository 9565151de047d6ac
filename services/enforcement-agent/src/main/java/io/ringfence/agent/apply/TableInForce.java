package io.ringfence.agent.apply;

import io.ringfence.agent.apply.Transactions.Transaction;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import io.ringfence.events.enforcement.EnforcementReport.Drift;
import io.ringfence.events.value.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one table in force. What is already in force is not written again; what somebody else changed is written again,
 * whole. Each change begins another epoch, in the transaction that makes it. After a failure the former table is in force
 * and is what {@link #repair} restores; where there was none there may be a part that opens nothing.
 */
public final class TableInForce {

    private static final Logger LOG = Logger.getLogger(TableInForce.class);
    private static final long NEVER_ASKED = -1;
    private static final int ATTEMPTS = 10;
    private static final long A_MOMENT_NANOS = 1_000_000;

    private final KernelTable kernel;
    private final Epochs epochs;
    private final List<Transaction> heard = new ArrayList<>();
    private boolean heardNotAll;

    private @Nullable Table table;
    private boolean missing;
    private long generation = NEVER_ASKED;
    private @Nullable Drift drift;

    /** How the kernel shows what is in force; unknown until it is asked for after a write, as listing is slow. */
    private Optional<String> shown = Optional.empty();

    public TableInForce(KernelTable kernel, Epochs epochs) {
        this.kernel = kernel;
        this.epochs = epochs;
    }

    /** How others changed the table, and it was written again; null before the first time. */
    public @Nullable Drift drift() {
        return drift;
    }

    /** Whether a table was put here, and is in force. */
    public boolean isPut() {
        return table != null;
    }

    /**
     * Whether there is no table at all, neither one that was put here nor one of an earlier run.
     *
     * @throws TableRefused if that cannot be read
     */
    public boolean isMissing() {
        if (table != null) {
            return false;
        }
        long now = kernel.generation();
        if (now != generation) {
            missing = kernel.read().isEmpty();
            generation = now;
        }
        return missing;
    }

    /**
     * Whether others changed the table of an earlier run since this was asked last, as far as the kernel tells: it is not what
     * was in force then, and what it was is not known here.
     */
    public boolean isEarlierTableChanged() {
        if (table != null) {
            return false;
        }
        Optional<ForeignChange> foreign = firstForeign(kernel.transactions().all());
        foreign.ifPresent(this::noteDrift);
        return foreign.isPresent();
    }

    /**
     * Has every connection judged again by the table of an earlier run, which stays as it is.
     *
     * @throws TableRefused if there is none, or it knows no epochs
     */
    public void judgeAnew() {
        Epoch epoch = epochs.next();
        kernel.judgeAnew(epoch);
        epochs.began(epoch);
    }

    /**
     * Puts the table in force unless it is. Only what differs is written, unless anybody else changed it since.
     *
     * @param moved the addresses whose owner may have changed since the last table that was put
     * @return whether anything was written
     * @throws TableRefused with the reason; the former table is in force then
     */
    public boolean put(Table wanted, Set<IpAddress> moved) {
        Table former = table;
        if (former == null) {
            write(wanted);
            return true;
        }
        Optional<ForeignChange> foreign = explained();
        if (foreign.isPresent()) {
            repair(wanted, foreign.get());
            return true;
        }
        TableChange change = TableChange.between(former, wanted, moved);
        if (change.isEmpty()) {
            return false;
        }
        change(change, former, generation);
        return true;
    }

    /** Why {@link #put} would fail for a reason of the kernel's, without changing anything; empty if it would not. */
    public Optional<String> complaint(Table wanted) {
        return kernel.complaint(wanted);
    }

    /**
     * Writes the table again if somebody else changed it; cheap while nobody does.
     *
     * @return whether it had to be written again
     * @throws TableRefused if it cannot be read or written
     */
    public boolean repair() {
        Table wanted = table;
        if (wanted == null) {
            return false;
        }
        Optional<ForeignChange> foreign = foreignChange();
        foreign.ifPresent(change -> repair(wanted, change));
        return foreign.isPresent();
    }

    /**
     * As {@link #repair}, by listing the whole table, in case the kernel did not tell of a change. The first listing after a
     * write is what later ones are compared with.
     */
    public boolean repairByListing() {
        Table wanted = table;
        if (wanted == null || repair()) {
            return wanted != null;
        }
        if (shown.isEmpty()) {
            shown = kernel.read();
            return false;
        }
        Optional<ForeignChange> foreign = byListing();
        foreign.ifPresent(change -> repair(wanted, change));
        return foreign.isPresent();
    }

    /**
     * What others did to our table since it was written, by what the kernel told of each transaction. Where it stands as far
     * as our own writes went, nobody else did anything.
     */
    private Optional<ForeignChange> foreignChange() {
        Transactions news = kernel.transactions();
        heard.addAll(news.all());
        heardNotAll |= news.incomplete();
        long now = kernel.generation();
        if (now == generation) {
            explainedTo(now);
            return Optional.empty();
        }
        Optional<ForeignChange> foreign = firstForeign(heard);
        if (foreign.isEmpty() && heardNotAll) {
            return byListing();
        }
        if (foreign.isEmpty() && heard.stream().anyMatch(transaction -> transaction.generation() == now)) {
            explainedTo(now);
        }
        return foreign;
    }

    private static Optional<ForeignChange> firstForeign(List<Transaction> transactions) {
        return transactions.stream()
                .filter(transaction ->
                        !transaction.own() && !transaction.touched().isEmpty())
                .findFirst()
                .map(transaction -> new ForeignChange(String.join(", ", transaction.touched()), transaction.by()));
    }

    private void explainedTo(long now) {
        generation = now;
        heard.clear();
        heardNotAll = false;
    }

    /** As {@link #foreignChange}, when the kernel has told of all that it did, which it does in a moment. */
    private Optional<ForeignChange> explained() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<ForeignChange> foreign = foreignChange();
            if (foreign.isPresent() || kernel.generation() == generation) {
                return foreign;
            }
            LockSupport.parkNanos(A_MOMENT_NANOS);
        }
        return byListing();
    }

    private Optional<ForeignChange> byListing() {
        long now = kernel.generation();
        if (shown.isPresent() && shown.equals(kernel.read())) {
            explainedTo(now);
            return Optional.empty();
        }
        return Optional.of(ForeignChange.UNKNOWN);
    }

    private void repair(Table wanted, ForeignChange change) {
        heard.clear();
        write(wanted);
        noteDrift(change);
    }

    private void noteDrift(ForeignChange change) {
        LOG.warnf(
                "The table %s is written again, as others changed it: %s (by: %s)",
                Table.FAMILY_AND_NAME, change.what(), change.by());
        drift = new Drift(drift == null ? 1 : drift.count() + 1, change.what(), change.by());
    }

    /** What is refused as a change may still be taken whole, as that supposes nothing of what is there. */
    private void change(TableChange change, Table former, long before) {
        try {
            Epoch epoch = epochs.next();
            int transactions = kernel.change(change, epoch);
            written(change.wanted(), epoch, before + transactions);
        } catch (TableRefused refused) {
            LOG.warnf("A change of the table was refused, so it is loaded whole: %s", refused.reason());
            load(change.wanted(), former, before);
        }
    }

    private void load(Table wanted, Table former, long before) {
        try {
            write(wanted);
        } catch (TableRefused refused) {
            if (kernel.generation() != before) {
                write(former);
            }
            throw refused;
        }
    }

    private void write(Table wanted) {
        long before = kernel.generation();
        Epoch epoch = epochs.next();
        int transactions = kernel.load(wanted, epoch);
        written(wanted, epoch, before + transactions);
    }

    /** If anybody else wrote meanwhile the kernel is further than this, and the next look finds out what it was. */
    private void written(Table wanted, Epoch epoch, long after) {
        epochs.began(epoch);
        table = wanted;
        shown = Optional.empty();
        generation = after;
    }
}
