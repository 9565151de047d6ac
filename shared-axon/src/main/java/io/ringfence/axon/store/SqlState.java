package io.ringfence.axon.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's five-character codes mean for whoever got a failure (PostgreSQL manual, appendix A). */
public final class SqlState {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> LOST_A_RACE = Set.of("40001", "40P01");

    private SqlState() {}

    /** Whether a row with that key was there already. */
    public static boolean isDuplicateKey(Throwable failure) {
        return UNIQUE_VIOLATION.equals(of(failure));
    }

    /** Whether the transaction was sacrificed to another one, so that the same may work at once. */
    public static boolean lostRace(Throwable failure) {
        String state = of(failure);
        return state != null && LOST_A_RACE.contains(state);
    }

    /**
     * Whether the store was away, restarting, too busy or too slow (classes 08, 53, 55, 57 and ended sessions), rather
     * than told something wrong.
     */
    public static boolean unavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.matches("(08|53|55|57).*|25P0[2-4]");
            }
        }
        return false;
    }

    private static @Nullable String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                SQLException next = sql.getNextException();
                return next == null ? sql.getSQLState() : next.getSQLState();
            }
        }
        return null;
    }
}
