package io.ringfence.agent.apply;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one text in force. What is already in force is not written again; what somebody else changed is written again.
 * After a failure the former text is still in force and still what {@link #repair} restores.
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

    private static final long NEVER_ASKED = -1;

    private final KernelTable kernel;

    private @Nullable String text;
    private long generation = NEVER_ASKED;

    /** How the kernel shows our own load; unknown until the first quiet moment after it, as listing is slow. */
    private Optional<String> shown = Optional.empty();

    public TableInForce(KernelTable kernel) {
        this.kernel = kernel;
    }

    /**
     * Leaves the table of an earlier run as it is; where there is none, puts this one in force. After the first {@link
     * #put} the same as {@link #repair}.
     *
     * @throws TableRefused if it cannot be read or written
     */
    public Written putIfAbsent(String substitute) {
        if (text != null) {
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
     * Puts the text in force unless it is.
     *
     * @return whether anything was written
     * @throws TableRefused with the reason; nothing has changed then
     */
    public boolean put(String wanted) {
        if (wanted.equals(text)) {
            return false;
        }
        change(wanted);
        return true;
    }

    /** Why {@link #put} would fail for a reason of the kernel's, without changing anything; empty if it would not. */
    public Optional<String> complaint(String wanted) {
        return kernel.complaint(wanted);
    }

    /**
     * Compares what is in force with what was put there, cheaply while nobody changes any table.
     *
     * @return whether it had to be written again
     * @throws TableRefused if it cannot be read or written
     */
    public boolean repair() {
        String wanted = text;
        if (wanted == null) {
            return false;
        }
        long now = kernel.generation();
        if (now == generation) {
            rememberHowItIsShown(now);
            return false;
        }
        if (shown.isPresent() && shown.equals(kernel.read())) {
            generation = now;
            return false;
        }
        write(wanted);
        return true;
    }

    /** Only what differs, unless anybody else wrote since: then nobody knows what it would differ from. */
    private void change(String wanted) {
        String former = text;
        long before = kernel.generation();
        if (former == null || before != generation) {
            write(wanted);
            return;
        }
        kernel.load(former, wanted);
        written(wanted, before);
    }

    private void write(String wanted) {
        long before = kernel.generation();
        kernel.load(wanted);
        written(wanted, before);
    }

    private void written(String wanted, long before) {
        text = wanted;
        shown = Optional.empty();
        // If anybody else wrote meanwhile the kernel is further than this, and the next look repairs.
        generation = before + 1;
    }

    private void rememberHowItIsShown(long before) {
        if (shown.isEmpty()) {
            Optional<String> seen = kernel.read();
            shown = kernel.generation() == before ? seen : Optional.empty();
        }
    }
}
