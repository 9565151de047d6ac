package io.ringfence.projection.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.projection.rows.JsonText;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of another topic than those of the events that is not what it should be. It is kept with its bytes, and its
 * headers as text, as its topic may not keep it for ever.
 *
 * @param reason a sentence for a person
 */
public record UnreadableRecord(ConsumerRecord<byte[], byte[]> record, String topicId, String reason) {
    private static final String ADD =
            "insert into unreadable_record (topic, topic_id, topic_partition, record_offset, reason,"
                    + " record_key, headers, body) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";

    /** Keeps these; one that is kept already stays as it is. */
    public static Uni<Void> keep(SqlClient client, List<UnreadableRecord> records) {
        List<Tuple> rows = records.stream().map(UnreadableRecord::row).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(ADD).executeBatch(rows).replaceWithVoid();
    }

    private Tuple row() {
        return Tuple.tuple()
                .addString(record.topic())
                .addString(topicId)
                .addLong((long) record.partition())
                .addLong(record.offset())
                // PostgreSQL knows no NUL in a text.
                .addString(reason.replace('\0', '\uFFFD'))
                .addBuffer(buffer(record.key()))
                .addString(JsonText.of(headers()))
                .addBuffer(buffer(record.value()));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header ->
                        headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8)));
        return headers;
    }

    private static Buffer buffer(byte @Nullable [] bytes) {
        return Buffer.buffer(bytes == null ? new byte[0] : bytes);
    }
}
