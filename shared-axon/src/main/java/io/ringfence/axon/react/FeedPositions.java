package io.ringfence.axon.react;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** The positions as rows of the service's own database. */
final class FeedPositions implements PositionStore {
    private static final String LOAD = "select topic, topic_id, part, next_offset from feed_position";
    private static final String STORE =
            "insert into feed_position (topic, topic_id, part, next_offset) values (?, ?, ?, ?)"
                    + " on conflict (topic, part) do update"
                    + " set topic_id = excluded.topic_id, next_offset = excluded.next_offset";

    private final JdbcTransactions transactions;

    FeedPositions(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Positions load() {
        return transactions.inTransaction(connection -> {
            List<Position> positions = new ArrayList<>();
            try (PreparedStatement load = connection.prepareStatement(LOAD);
                    ResultSet row = load.executeQuery()) {
                while (row.next()) {
                    positions.add(new Position(row.getString(1), row.getString(2), row.getInt(3), row.getLong(4)));
                }
            }
            return Positions.of(positions);
        });
    }

    @Override
    public void store(Positions positions) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement store = connection.prepareStatement(STORE)) {
                for (Position position : positions.all()) {
                    store.setString(1, position.topic());
                    store.setString(2, position.topicId());
                    store.setInt(3, position.partition());
                    store.setLong(4, position.offset());
                    store.addBatch();
                }
                return store.executeBatch().length;
            }
        });
    }
}
