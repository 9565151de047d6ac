package io.ringfence.projection.verification;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tables as the service has them, empty and beside its own, for one verification; a lock of the database's keeps out
 * another one. They are gone when this is closed, or when the next one begins.
 */
final class ScratchTables implements AutoCloseable {
    static final String SCHEMA = "verification";

    private static final List<String> TABLES = List.of(
            "group_version",
            "rule_set_version",
            "rule_version",
            "prefix_list_version",
            "membership_version",
            "instance_version",
            "address_claim",
            "aggregate",
            "feed_position",
            "unreadable_record");

    /** Without the indexes of questions that nobody asks here. */
    private static final String HISTORY = "create unlogged table verification.history (like history including defaults,"
            + " primary key (account, place), unique (aggregate, revision));";

    private static final String STORED = "create unlogged table verification.stored (aggregate text collate \"C\","
            + " revision bigint, chain_hash text, failure text);";

    private final Connection lock;

    private ScratchTables(Connection lock) {
        this.lock = lock;
    }

    /** Makes them; null if another verification has them. */
    static @Nullable ScratchTables make(DataSource database) {
        try {
            Connection connection = database.getConnection();
            ScratchTables tables = new ScratchTables(connection);
            try {
                if (!VerificationLock.take(connection)) {
                    connection.close();
                    return null;
                }
                tables.execute("drop schema if exists verification cascade; create schema verification;"
                        + TABLES.stream()
                                .map(table -> "create unlogged table verification." + table + " (like " + table
                                        + " including defaults including indexes);")
                                .collect(Collectors.joining())
                        + HISTORY
                        + STORED);
                return tables;
            } catch (SQLException | RuntimeException e) {
                tables.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no tables to verify in: " + e.getMessage(), e);
        }
    }

    /** Has the planner know what they hold. */
    void analyze() {
        try {
            execute("analyze verification.history; analyze verification.aggregate; analyze verification.rule_version;"
                    + " analyze verification.instance_version; analyze verification.stored;");
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be analyzed", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = lock.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try (lock) {
            execute("drop schema if exists verification cascade");
            VerificationLock.release(lock);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables of the verification are still there: " + e.getMessage(), e);
        }
    }
}
