package io.ringfence.projection.verification;

import io.ringfence.projection.verification.Discrepancy.Check;
import io.ringfence.projection.verification.Discrepancy.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds aggregates whose events, read from offset 0, do not follow each other, cannot be read, or come in two versions. */
final class KafkaCheck {
    private static final String HELD = "select ref, revision + 1, held_reason from verification.aggregate"
            + " where held_reason is not null order by ref limit ?";
    private static final String UNREADABLE =
            "select topic, topic_partition, record_offset from verification.unreadable_record where aggregate = ?"
                    + " and repeats is null order by topic_partition, record_offset limit 1";
    private static final String NOT_READ =
            "select aggregate, topic, topic_partition, record_offset, reason from verification.unreadable_record r"
                    + " where repeats is null and not exists (select from verification.aggregate a"
                    + " where a.ref = r.aggregate and a.held_reason is not null)"
                    + " order by topic, topic_partition, record_offset limit ?";
    private static final String REPEATED_OTHERWISE =
            "select aggregate, repeats, topic, topic_partition, record_offset, reason"
                    + " from verification.unreadable_record where repeats is not null"
                    + " order by topic, topic_partition, record_offset limit ?";

    private final Connection connection;
    private final Places places;

    KafkaCheck(Connection connection, Places places) {
        this.connection = connection;
        this.places = places;
    }

    /** What is wrong, so many at most. */
    List<Discrepancy> find(int most) throws SQLException {
        List<Discrepancy> found = new ArrayList<>();
        collect(HELD, most, rows -> found.add(held(rows.getString(1), rows.getLong(2), rows.getString(3))));
        collect(NOT_READ, most, rows -> found.add(notRead(rows)));
        collect(REPEATED_OTHERWISE, most, rows -> found.add(repeatedOtherwise(rows)));
        return found;
    }

    /** Takes what there is to say out of a row. */
    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void collect(String sql, int most, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** One that stops nothing: it belongs to no aggregate, or the event that should stand there came as well. */
    private static Discrepancy notRead(ResultSet row) throws SQLException {
        return new Discrepancy(
                Check.KAFKA,
                row.getString(1),
                null,
                new Place(row.getString(2), row.getInt(3), row.getLong(4)),
                null,
                "this record cannot be read: " + row.getString(5));
    }

    private Discrepancy repeatedOtherwise(ResultSet row) throws SQLException {
        String aggregate = row.getString(1);
        long revision = row.getLong(2);
        return new Discrepancy(
                Check.KAFKA,
                aggregate,
                revision,
                new Place(row.getString(3), row.getInt(4), row.getLong(5)),
                places.of(aggregate, revision).occurredAt(),
                "this record is one too many: " + row.getString(6));
    }

    /** Where the last event stands that followed the one before, and when the missing one occurred, if that is known. */
    private Discrepancy held(String aggregate, long missing, String reason) throws SQLException {
        Place unreadable = unreadable(aggregate);
        Place last = places.of(aggregate, missing - 1).place();
        return new Discrepancy(
                Check.KAFKA,
                aggregate,
                missing,
                unreadable != null ? unreadable : last,
                places.of(aggregate, missing).occurredAt(),
                (unreadable != null ? "this record stops its events: " : "its events stop behind this one: ") + reason);
    }

    private @Nullable Place unreadable(String aggregate) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNREADABLE)) {
            statement.setString(1, aggregate);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Place(row.getString(1), row.getInt(2), row.getLong(3)) : null;
            }
        }
    }
}
