package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import io.ringfence.events.value.IpAddress;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one table in force. What is already in force is not written again; what somebody else changed is written again,
 * whole. Each change begins another epoch, in the transaction that makes it. After a failure the former table is in force
 * and is what {@link #repair} restores.
 */
public final class TableInForce {

    /** What {@link #putIfAbsent} had to write. */
    public enum Written {
        NOTHING,
        /** There was no table at all. */
        SUBSTITUTE,
        /** Others had changed or removed ours. */
        REPAIR
    }

    private static final Logger LOG = Logger.getLogger(TableInForce.class);
    private static final long NEVER_ASKED = -1;

    private final KernelTable kernel;
    private final Epochs epochs;

    private @Nullable Table table;
    private long generation = NEVER_ASKED;

    /** How the kernel shows our own load; unknown until the first quiet moment after it, as listing is slow. */
    private Optional<String> shown = Optional.empty();

    public TableInForce(KernelTable kernel, Epochs epochs) {
        this.kernel = kernel;
        this.epochs = epochs;
    }

    /**
     * Leaves the table of an earlier run as it is; where there is none, puts this one in force. After the first {@link
     * #put} the same as {@link #repair}.
     *
     * @throws TableRefused if it cannot be read or written
     */
    public Written putIfAbsent(Table substitute) {
        if (table != null) {
            return repair() ? Written.REPAIR : Written.NOTHING;
        }
        long now = kernel.generation();
        if (now == generation) {
            return Written.NOTHING;
        }
        generation = now;
        if (kernel.read().isPresent()) {
            return Written.NOTHING;
        }
        write(substitute);
        return Written.SUBSTITUTE;
    }

    /**
     * Puts the table in force unless it is. Only what differs is written, unless anybody else wrote since: then nobody
     * knows what it would differ from.
     *
     * @param moved the addresses whose owner may have changed since the last table that was put
     * @return whether anything was written
     * @throws TableRefused with the reason; the former table is in force then
     */
    public boolean put(Table wanted, Set<IpAddress> moved) {
        Table former = table;
        long before = kernel.generation();
        if (former == null || !isUntouched(before)) {
            write(wanted);
            return true;
        }
        TableChange change = TableChange.between(former, wanted, moved);
        if (change.isEmpty()) {
            return false;
        }
        change(change, former, before);
        return true;
    }

    /** Why {@link #put} would fail for a reason of the kernel's, without changing anything; empty if it would not. */
    public Optional<String> complaint(Table wanted) {
        return kernel.complaint(wanted);
    }

    /**
     * Compares what is in force with what was put there, cheaply while nobody changes any table.
     *
     * @return whether it had to be written again
     * @throws TableRefused if it cannot be read or written
     */
    public boolean repair() {
        Table wanted = table;
        if (wanted == null) {
            return false;
        }
        long now = kernel.generation();
        if (now == generation) {
            rememberHowItIsShown(now);
            return false;
        }
        if (isUntouched(now)) {
            return false;
        }
        write(wanted);
        return true;
    }

    /** Whether what others did since our last write was not about our table. */
    private boolean isUntouched(long now) {
        if (now != generation && shown.isPresent() && shown.equals(kernel.read())) {
            generation = now;
        }
        return now == generation;
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
        kernel.load(wanted, epoch);
        written(wanted, epoch, before + 1);
    }

    /** If anybody else wrote meanwhile the kernel is further than this, and the next look repairs. */
    private void written(Table wanted, Epoch epoch, long after) {
        epochs.began(epoch);
        table = wanted;
        shown = Optional.empty();
        generation = after;
    }

    private void rememberHowItIsShown(long before) {
        if (shown.isEmpty()) {
            Optional<String> seen = kernel.read();
            shown = kernel.generation() == before ? seen : Optional.empty();
        }
    }
}
