package io.ringfence.events.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event in a form for people: what of its record is hashed, and nothing else.
 *
 * @param body where the bytes are UTF-8, as those of an event are
 * @param base64 the bytes where they are not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProvenEvent(
        String key,
        Map<String, String> headers,
        @Nullable String body,
        @Nullable String base64) {
    public ProvenEvent {
        Strict.text("key", key);
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        headers.forEach((name, value) -> Strict.text(Strict.text("a header", name), value));
        if (body != null) {
            Strict.text("body", body);
        }
    }

    public static ProvenEvent of(WireRecord record) {
        Map<String, String> headers = new TreeMap<>(record.headers());
        headers.keySet().removeIf(name -> !EventChain.isOfTheEvent(name));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record.body()))
                    .toString();
            return new ProvenEvent(record.key(), headers, text, null);
        } catch (CharacterCodingException e) {
            return new ProvenEvent(
                    record.key(), headers, null, Base64.getEncoder().encodeToString(record.body()));
        }
    }

    /** The record as it was hashed. */
    public WireRecord record() throws Unreadable {
        return new WireRecord(key, headers, bytes());
    }

    private byte[] bytes() throws Unreadable {
        if ((body == null) == (base64 == null)) {
            throw new Unreadable("the event must have a body or a base64, and not both");
        }
        if (body != null) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(Objects.requireNonNull(base64));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("the event's base64 is broken", e);
        }
    }

    AggregateRef aggregate() throws Unreadable {
        AggregateRef aggregate = EventCodec.aggregateOf(record());
        if (aggregate == null) {
            throw new Unreadable("the event does not say of which aggregate it is");
        }
        return aggregate;
    }

    /** The revision that the event made, from 1. */
    long sequence() throws Unreadable {
        String text = headers.getOrDefault(Headers.SEQUENCE, "");
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new Unreadable("the event's " + Headers.SEQUENCE + " is not 1 or more: '" + text + "'");
        }
        return Long.parseLong(text);
    }
}
