package io.ringfence.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Kafka records to feed records. Stateless; never throws, whatever the record holds. */
public final class RecordReader {
    private static final byte[] NO_BODY = {};

    private RecordReader() {}

    static FeedRecord read(Position position, ConsumerRecord<byte[], byte[]> record) {
        return read(position, wire(record));
    }

    /** The event in a record at this place, or the record with the reason why it is none. */
    public static FeedRecord read(Position position, WireRecord record) {
        try {
            return new FeedRecord.Decoded(position, EventCodec.decode(record), record);
        } catch (Unreadable e) {
            return new FeedRecord.Undecoded(
                    position,
                    record,
                    String.valueOf(e.getMessage()),
                    EventCodec.aggregateOf(record),
                    sequence(record.headers().get(Headers.SEQUENCE)));
        }
    }

    /** The type that a record says it has; empty where it says none. */
    static String type(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader(Headers.TYPE);
        return type == null ? "" : text(type.value());
    }

    private static @Nullable Long sequence(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}") ? Long.valueOf(text) : null;
    }

    /** A null key is an empty one, a null body has no bytes; of headers with one name the last one counts. */
    public static WireRecord wire(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return new WireRecord(text(record.key()), headers, record.value() == null ? NO_BODY : record.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
