package io.ringfence.agent.flows;

import io.ringfence.agent.apply.Epochs;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.agent.time.Interval;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no connection outlives the policy that accepted it, and that no epoch comes again while a connection
 * carries it.
 *
 * <p>After a change the kernel judges the next packet of a connection's own direction. Where only replies flow there is
 * none: soon after each change the connections that are not of this epoch are listed, judged here, and marked as of it or
 * as dead. Thereafter no connection carries any other epoch, and all may be given out again.
 */
public final class LiveFlows implements Epochs {

    private static final Logger LOG = Logger.getLogger(LiveFlows.class);

    /** A third of the second within which a denied connection ends. */
    private static final Duration SWEEP_AFTER = Duration.ofMillis(300);

    private static final int UNKNOWN = -1;

    private final ConnectionTable connections;
    private final MarkMask mask;
    private final Exemptions exemptions;
    private final Interval sweepDue;
    private final BitSet free = new BitSet();

    private int current = UNKNOWN;
    private boolean isSwept = true;
    private boolean canSweep = true;

    /** Null while the table is one of an earlier run, of which only the kernel knows what it says. */
    private @Nullable Enforcement enforced;

    /** Nothing is known of the connections yet. */
    public LiveFlows(ConnectionTable connections, MarkMask mask, Exemptions exemptions, InstantSource clock) {
        this.connections = connections;
        this.mask = mask;
        this.exemptions = exemptions;
        this.sweepDue = new Interval(SWEEP_AFTER, clock);
    }

    @Override
    public Epoch next() {
        if (free.isEmpty()) {
            look();
        }
        int number = free.nextSetBit(1);
        free.clear(number);
        return new Epoch(mask, number);
    }

    @Override
    public void began(Epoch epoch) {
        current = epoch.number();
        isSwept = false;
    }

    /** What is in force since the epoch began. */
    public void enforced(Enforcement enforcement) {
        enforced = enforcement;
    }

    /** Ends what the policy denies, if anything changed since the last time, and not more often than it must. */
    public void sweepIfDue() {
        if (!isSwept && enforced != null && sweepDue.takeTurn()) {
            sweep(enforced);
        }
    }

    private void look() {
        if (enforced == null) {
            seeWhatIsFree();
        } else {
            sweep(enforced);
        }
        if (free.isEmpty()) {
            freeAllBut(current); // some connection may carry it, but a change must not wait for ever
        }
    }

    /** Whatever epoch was in force before, its connections carry it. */
    private void seeWhatIsFree() {
        freeAllBut(current);
        try {
            connections.list(mark -> {
                free.clear(mask.epoch(mark));
                return false;
            });
        } catch (NativeFailure untold) {
            cannot("Connections from before may live on although the policy denies them", untold);
        }
        free.clear(0);
    }

    /** One that fails frees no epoch, and is tried again. */
    private void sweep(Enforcement policy) {
        try {
            Map<Connection, Integer> marks = marks(policy);
            connections.mark(marks, mask.bits());
            freeAllBut(current);
            isSwept = true;
            canSweep = true;
            long dead =
                    marks.values().stream().filter(mark -> mark == mask.dead()).count();
            if (dead > 0) {
                LOG.debugf("Ended %d connections that the policy denies now", dead);
            }
        } catch (NativeFailure untold) {
            cannot("Connections in which only replies flow may live on although the policy denies them", untold);
        }
    }

    private Map<Connection, Integer> marks(Enforcement policy) {
        int live = mask.mark(current);
        ConnectionJudge judge = new ConnectionJudge(policy, exemptions);
        Map<Connection, Integer> marks = new HashMap<>();
        for (Connection connection : connections.list(mark -> ours(mark) != live)) {
            boolean here = judge.isAboutThisHost(connection);
            boolean accepted = here && judge.judge(connection) == Verdict.ACCEPT;
            int due = accepted ? live : mask.dead();
            if (ours(connection.mark()) != due && (here || ours(connection.mark()) != 0)) {
                marks.put(connection, due);
            }
        }
        return marks;
    }

    private int ours(int mark) {
        return mark & mask.bits();
    }

    private void cannot(String what, NativeFailure reason) {
        if (canSweep) {
            LOG.errorf("%s: the kernel does not list or mark its connections: %s", what, reason.getMessage());
            canSweep = false;
        }
    }

    private void freeAllBut(int number) {
        free.set(1, mask.lastEpoch() + 1);
        if (number > 0) {
            free.clear(number);
        }
    }
}
