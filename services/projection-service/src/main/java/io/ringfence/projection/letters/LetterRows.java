package io.ringfence.projection.letters;

import io.ringfence.events.value.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Letters as rows. */
@ApplicationScoped
public class LetterRows {
    /** A list shows so much of each body, or nothing of it, so that a page of large ones stays small. */
    static final int SHOWN_IN_LIST = 64 * 1024;

    private static final String ADD = "insert into dead_letter (id, account, kept_at, reason, topic, topic_partition,"
            + " record_offset, bytes_dropped, record_key, headers, body)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
            + " on conflict do nothing";
    private static final String MOVE = "insert into dead_letter_position (topic_id, topic_partition, next_offset)"
            + " values ($1, $2, $3) on conflict (topic_partition)"
            + " do update set topic_id = excluded.topic_id, next_offset = excluded.next_offset";
    private static final String POSITIONS =
            "select topic_partition, next_offset from dead_letter_position where topic_id = $1";
    private static final String COLUMNS = "select id, account, kept_at, reason, topic, topic_partition, record_offset,"
            + " bytes_dropped, record_key, headers, resubmitted_at, length(body) as size, ";
    private static final String LIST = COLUMNS + "case when length(body) <= " + SHOWN_IN_LIST + " then body end as body"
            + " from dead_letter where account = $1 and ($2 = '' or id < $2) order by id desc limit $3";
    private static final String FIND = COLUMNS + "body from dead_letter where account = $1 and id = $2";
    private static final String MARK = "update dead_letter set resubmitted_at = $2 where id = $1";

    private final Pool pool;

    @Inject
    public LetterRows(Pool pool) {
        this.pool = pool;
    }

    /**
     * A letter as it is stored.
     *
     * @param size of the body in bytes; 0 where there is none
     * @param resubmittedAt milliseconds since 1970; null if it was not sent again
     */
    record Stored(Letter letter, int size, @Nullable Long resubmittedAt) {}

    /** Keeps letters together with how far they have been read; those that come again are there already. */
    Uni<Void> store(List<Letter> letters, String topicId, Map<Integer, Long> positions) {
        List<Tuple> rows = letters.stream().map(LetterRows::row).toList();
        List<Tuple> places = positions.entrySet().stream()
                .map(place -> Tuple.of(topicId, (long) place.getKey(), place.getValue()))
                .toList();
        return pool.withTransaction(
                connection -> batch(connection, ADD, rows).chain(() -> batch(connection, MOVE, places)));
    }

    private static Uni<Void> batch(SqlConnection connection, String sql, List<Tuple> rows) {
        return connection.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Letter letter) {
        return Tuple.tuple()
                .addString(letter.id())
                .addString(letter.account().value())
                .addLong(letter.keptAt())
                // PostgreSQL knows no NUL in a text.
                .addString(letter.reason().replace('\0', '\uFFFD'))
                .addString(letter.topic())
                .addLong(letter.partition())
                .addLong(letter.offset())
                .addBoolean(letter.isWithoutItsBytes())
                .addValue(buffer(letter.key()))
                .addString(letter.headersAsText())
                .addValue(buffer(letter.body()));
    }

    /** The bytes as the driver takes them in a column that may be null. */
    private static @Nullable Object buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes).getDelegate();
    }

    /** The next offset of each partition of this topic that was read. */
    Uni<Map<Integer, Long>> positions(String topicId) {
        return pool.preparedQuery(POSITIONS).execute(Tuple.of(topicId)).map(rows -> {
            Map<Integer, Long> positions = new HashMap<>();
            rows.forEach(row -> positions.put(row.getLong(0).intValue(), row.getLong(1)));
            return positions;
        });
    }

    /** The newest letters of an account behind this id, or of all where it is empty. */
    Uni<List<Stored>> list(AccountId account, String behind, int most) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(account.value(), behind, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(LetterRows::stored)
                        .toList());
    }

    /** One letter with its whole body; null where the account has no such letter. */
    Uni<@Nullable Stored> find(AccountId account, String id) {
        return pool.preparedQuery(FIND).execute(Tuple.of(account.value(), id)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? stored(row.next()) : null;
        });
    }

    /** Notes that a letter was sent again. */
    Uni<Void> resubmitted(String id, long at) {
        return pool.preparedQuery(MARK).execute(Tuple.of(id, at)).replaceWithVoid();
    }

    private static Stored stored(Row row) {
        Integer size = row.getInteger("size");
        Letter letter = new Letter(
                row.getString("id"),
                new AccountId(row.getString("account")),
                row.getLong("kept_at"),
                row.getString("reason"),
                row.getString("topic"),
                row.getLong("topic_partition"),
                row.getLong("record_offset"),
                row.getBoolean("bytes_dropped"),
                bytes(row, "record_key"),
                Letter.headers(row.getString("headers")),
                bytes(row, "body"));
        return new Stored(letter, size == null ? 0 : size, row.getLong("resubmitted_at"));
    }

    private static byte @Nullable [] bytes(Row row, String column) {
        Buffer buffer = row.getBuffer(column);
        return buffer == null ? null : buffer.getBytes();
    }
}
