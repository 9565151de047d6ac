package io.ringfence.projection.verification;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database's lock of a verification: there is one at a time, and nobody empties the tables that it compares. */
public final class VerificationLock {
    private static final long KEY = 0x52696e6766656e63L;

    /** In SQL: whether no verification is under way; none can begin then before the transaction is over. */
    public static final String NONE_UNDER_WAY = "select pg_try_advisory_xact_lock(" + KEY + ")";

    private VerificationLock() {}

    /** Takes it until it is released or the connection is closed for good; false if somebody else has it. */
    public static boolean take(Connection connection) throws SQLException {
        return yes(connection, "select pg_try_advisory_lock(" + KEY + ")");
    }

    /** False if the connection does not have it. */
    public static boolean release(Connection connection) throws SQLException {
        return yes(connection, "select pg_advisory_unlock(" + KEY + ")");
    }

    private static boolean yes(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
