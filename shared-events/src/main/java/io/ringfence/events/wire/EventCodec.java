package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InvalidValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events to Kafka records and back: CloudEvents 1.0, binary mode. Stateless. */
public final class EventCodec {
    private EventCodec() {}

    /** The record of an event whose body has yet to be written. */
    public static WireRecord encode(EventRecord record) {
        return encode(record.envelope(), Json.write(record.event()));
    }

    /** The record of an event whose stored bytes go out unchanged. */
    public static WireRecord encode(Envelope envelope, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.SPEC_VERSION, "1.0");
        headers.put(Headers.ID, envelope.id());
        headers.put(Headers.TYPE, envelope.type().name());
        headers.put(Headers.SOURCE, envelope.source());
        headers.put(Headers.SUBJECT, envelope.aggregate().id());
        headers.put(Headers.TIME, Micros.format(envelope.occurredAt()));
        headers.put(Headers.AGGREGATE_TYPE, envelope.aggregate().kind().text());
        headers.put(Headers.SEQUENCE, Long.toString(envelope.sequence()));
        headers.put(Headers.ACCOUNT, envelope.account().value());
        headers.put(Headers.ACTOR, envelope.actor());
        headers.put(Headers.CHANNEL, envelope.channel().text());
        headers.put(Headers.CORRELATION_ID, envelope.correlationId());
        putIfPresent(headers, Headers.CAUSATION_ID, envelope.causationId());
        putIfPresent(headers, Headers.TRACE_PARENT, envelope.traceParent());
        headers.put(Headers.CONTENT_TYPE, Headers.JSON);
        return new WireRecord(envelope.aggregate().id(), headers, body);
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /**
     * Reads a whole event, of today's or an earlier version; one whose type, attributes or body are not of the contract
     * is {@link Unreadable}.
     */
    public static EventRecord decode(WireRecord record) throws Unreadable {
        return decode(record, Evolution.OF_THE_CONTRACT);
    }

    static EventRecord decode(WireRecord record, Evolution evolution) throws Unreadable {
        Envelope envelope = decodeEnvelope(record.headers(), evolution);
        int version = EventType.version(required(record.headers(), Headers.TYPE));
        DomainEvent event;
        try {
            event = body(record.body(), envelope.type(), version, evolution);
        } catch (IOException | IllegalArgumentException e) {
            throw new Unreadable("the body is not a " + envelope.type() + ": " + e.getMessage(), e);
        }
        if (event == null) {
            throw new Unreadable("the body is not a " + envelope.type());
        }
        String missing = Completeness.firstMissing((Record) event);
        if (missing != null) {
            throw new Unreadable("the body is not a " + envelope.type() + ": " + missing + " is missing");
        }
        if (!event.aggregate().equals(envelope.aggregate())) {
            throw new Unreadable("the body is not of " + envelope.aggregate());
        }
        return new EventRecord(envelope, event);
    }

    private static @Nullable DomainEvent body(byte[] json, EventType type, int version, Evolution evolution)
            throws IOException {
        if (version == evolution.currentVersion(type.event())) {
            return Json.mapper().readValue(json, type.record());
        }
        if (Json.mapper().readTree(json) instanceof ObjectNode old) {
            return Json.mapper().treeToValue(evolution.toCurrent(type.event(), version, old), type.record());
        }
        return null;
    }

    /** Reads the attributes alone. */
    public static Envelope decodeEnvelope(Map<String, String> headers) throws Unreadable {
        return decodeEnvelope(headers, Evolution.OF_THE_CONTRACT);
    }

    private static Envelope decodeEnvelope(Map<String, String> headers, Evolution evolution) throws Unreadable {
        EventType type = type(required(headers, Headers.TYPE), evolution);
        try {
            return new Envelope(
                    required(headers, Headers.ID),
                    type,
                    required(headers, Headers.SOURCE),
                    aggregate(headers),
                    sequence(headers),
                    Micros.parse(required(headers, Headers.TIME)),
                    new AccountId(required(headers, Headers.ACCOUNT)),
                    required(headers, Headers.ACTOR),
                    Channel.parse(required(headers, Headers.CHANNEL)),
                    required(headers, Headers.CORRELATION_ID),
                    headers.get(Headers.CAUSATION_ID),
                    headers.get(Headers.TRACE_PARENT));
        } catch (InvalidValue e) {
            throw new Unreadable("an attribute " + e.getMessage(), e);
        }
    }

    /** A version of tomorrow is not known today. */
    private static EventType type(String name, Evolution evolution) throws Unreadable {
        EventType type = EventType.named(name);
        int version = EventType.version(name);
        if (type == null || version < 1 || version > evolution.currentVersion(type.event())) {
            throw new Unreadable("unknown event type " + name);
        }
        return type;
    }

    /**
     * The aggregate and revision of a record that may otherwise be unreadable, so that its aggregate can be held; null
     * where even these cannot be told.
     */
    public static @Nullable AggregateRef aggregateOf(WireRecord record) {
        try {
            return aggregate(record.headers());
        } catch (Unreadable | InvalidValue e) {
            return null;
        }
    }

    private static AggregateRef aggregate(Map<String, String> headers) throws Unreadable {
        AggregateKind kind = AggregateKind.parse(required(headers, Headers.AGGREGATE_TYPE));
        return new AggregateRef(kind, required(headers, Headers.SUBJECT));
    }

    private static long sequence(Map<String, String> headers) throws Unreadable {
        String text = required(headers, Headers.SEQUENCE);
        try {
            long sequence = Long.parseLong(text);
            if (sequence >= 1) {
                return sequence;
            }
        } catch (NumberFormatException e) {
            throw new Unreadable(Headers.SEQUENCE + " is not a number: " + text, e);
        }
        throw new Unreadable(Headers.SEQUENCE + " is not 1 or more: " + text);
    }

    private static String required(Map<String, String> headers, String name) throws Unreadable {
        String value = headers.get(name);
        if (value == null) {
            throw new Unreadable("the header " + name + " is missing");
        }
        return value;
    }
}
