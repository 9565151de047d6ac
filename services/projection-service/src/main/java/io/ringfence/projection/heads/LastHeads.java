package io.ringfence.projection.heads;

import io.ringfence.events.proof.Head;
import io.ringfence.events.wire.Unreadable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The last signed head of each topic. It is noted before anybody is told: a head that somebody may have seen is never
 * signed again in other words.
 */
final class LastHeads {
    private static final String FIND = "select head, told from last_head where topic = ?";
    private static final String NOTE =
            "insert into last_head (topic, number, head, told) values (?, ?, ?, false) on conflict (topic) do update"
                    + " set number = excluded.number, head = excluded.head, told = false";
    private static final String TOLD = "update last_head set told = true where topic = ? and number = ?";

    private final DataSource database;

    LastHeads(DataSource database) {
        this.database = database;
    }

    /**
     * A head that is noted.
     *
     * @param told whether the file and Kafka have it for certain
     */
    record Noted(ReadHead head, boolean told) {}

    Optional<Noted> find(String topic) {
        return OneState.of(database, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                statement.setString(1, topic);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(noted(rows)) : Optional.empty();
                }
            }
        });
    }

    private static Noted noted(ResultSet row) throws SQLException {
        try {
            return new Noted(ReadHead.parse(row.getString(1)), row.getBoolean(2));
        } catch (Unreadable e) {
            throw new IllegalStateException("the last head that was signed cannot be read: " + e.getMessage(), e);
        }
    }

    void note(ReadHead head) {
        change(NOTE, statement -> {
            statement.setString(1, head.head().topic());
            statement.setLong(2, head.head().number());
            statement.setString(3, head.toJson());
        });
    }

    void told(Head head) {
        change(TOLD, statement -> {
            statement.setString(1, head.topic());
            statement.setLong(2, head.number());
        });
    }

    private void change(String sql, Parameters parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("a head could not be noted: " + e.getMessage(), e);
        }
    }

    /** Sets a statement's parameters. */
    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
