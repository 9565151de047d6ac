package io.ringfence.projection.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a service could not answer.
 *
 * @param id orders the letters by their age
 * @param keptAt milliseconds since 1970
 * @param topic where it came from, with partition and offset; null where the letter does not say so
 * @param isWithoutItsBytes whether the original's bytes were too many to be kept
 * @param headers the original's, without those that say why and where from
 * @param body the original bytes; null where there were none, or none were kept
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; nobody compares two of them
record Letter(
        String id,
        AccountId account,
        long keptAt,
        String reason,
        @Nullable String topic,
        @Nullable Long partition,
        @Nullable Long offset,
        boolean isWithoutItsBytes,
        byte @Nullable [] key,
        List<LetterHeader> headers,
        byte @Nullable [] body) {
    private static final TypeReference<List<LetterHeader>> HEADERS = new TypeReference<>() {};
    private static final Set<String> OURS = Set.of(
            Headers.DEAD_REASON,
            Headers.DEAD_TOPIC,
            Headers.DEAD_PARTITION,
            Headers.DEAD_OFFSET,
            Headers.DEAD_BYTES_DROPPED);

    /** Reads a record of the letters' topic; every record is one, however it looks. */
    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        String reason = ours(record, Headers.DEAD_REASON);
        String dropped = ours(record, Headers.DEAD_BYTES_DROPPED);
        return new Letter(
                String.format(Locale.ROOT, "dl-%013d-%02d-%d", record.timestamp(), record.partition(), record.offset()),
                account(record),
                record.timestamp(),
                (reason == null ? "it does not say why it is here" : reason)
                        + (dropped == null ? "" : "; its " + dropped + " bytes were too many to be kept"),
                ours(record, Headers.DEAD_TOPIC),
                number(ours(record, Headers.DEAD_PARTITION)),
                number(ours(record, Headers.DEAD_OFFSET)),
                dropped != null,
                record.key(),
                originals(record),
                record.value());
    }

    /** Ours stand behind the original's: of two with one name, the last is ours. */
    private static @Nullable String ours(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : LetterHeader.utf8(header.value());
    }

    private static List<LetterHeader> originals(ConsumerRecord<byte[], byte[]> record) {
        List<LetterHeader> originals = new ArrayList<>();
        for (Header header : record.headers()) {
            boolean ours =
                    OURS.contains(header.key()) && header == record.headers().lastHeader(header.key());
            if (!ours) {
                originals.add(LetterHeader.of(header));
            }
        }
        return originals;
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    /** Whose letter it is, as far as that can be told. */
    private static AccountId account(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.ACCOUNT);
        String name = header == null ? accountInside(record.value()) : LetterHeader.utf8(header.value());
        try {
            return name == null ? AccountId.DEFAULT : new AccountId(name);
        } catch (InvalidValue e) {
            return AccountId.DEFAULT;
        }
    }

    /** In structured mode the body names it. */
    private static @Nullable String accountInside(byte @Nullable [] body) {
        try {
            JsonNode account =
                    Json.readObject(body == null ? new byte[0] : body).get("account");
            return account == null ? null : account.textValue();
        } catch (Refusal e) {
            return null;
        }
    }

    String headersAsText() {
        return new String(Json.write(headers), StandardCharsets.UTF_8);
    }

    static List<LetterHeader> headers(String text) {
        try {
            return Json.mapper().readValue(text, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds headers that cannot be read", e);
        }
    }
}
