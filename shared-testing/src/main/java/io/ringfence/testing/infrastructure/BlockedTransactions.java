package io.ringfence.testing.infrastructure;

import io.ringfence.testing.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Looks at who waits for whom in a database, so that a test of a race knows when it is on. */
public final class BlockedTransactions {
    private static final Duration BOUND = Duration.ofSeconds(9);
    private static final String WAITING = "select count(*) from pg_stat_activity"
            + " where datname = current_database() and wait_event_type = 'Lock'";

    private BlockedTransactions() {}

    /** Waits until a transaction of this database waits for a row that another one holds. */
    public static void await(DataSource source) {
        try (Connection onlooker = source.getConnection();
                PreparedStatement waiting = onlooker.prepareStatement(WAITING)) {
            Waiting.until(BOUND, "a transaction waits for another one", () -> isAnyWaiting(waiting));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isAnyWaiting(PreparedStatement waiting) {
        try (ResultSet row = waiting.executeQuery()) {
            return row.next() && row.getInt(1) > 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
