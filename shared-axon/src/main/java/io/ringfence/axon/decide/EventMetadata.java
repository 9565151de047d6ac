package io.ringfence.axon.decide;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Micros;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Who, when and why, as it is stored beside an event. The names are for ever.
 *
 * @param occurredAt microseconds since 1970; the store's own timestamp is cut to milliseconds and not used
 */
public record EventMetadata(
        long occurredAt,
        AccountId account,
        String actor,
        Channel channel,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceParent) {
    /** Under this name the microseconds are stored. */
    public static final String OCCURRED_AT = "occurredAt";

    private static final String ACCOUNT = "account";
    private static final String ACTOR = "actor";
    private static final String CHANNEL = "channel";
    private static final String CORRELATION_ID = "correlationId";
    private static final String CAUSATION_ID = "causationId";
    private static final String TRACE_PARENT = "traceparent";

    /** What stands beside an event decided in this context. */
    public static EventMetadata of(CommandContext context, long occurredAt) {
        Requester requester = context.requester();
        return new EventMetadata(
                occurredAt,
                requester.account(),
                requester.actor(),
                requester.channel(),
                context.commandId(),
                context.causationId(),
                context.traceParent());
    }

    /** Reads what was stored. */
    public static EventMetadata from(MetaData stored) {
        return new EventMetadata(
                ((Number) required(stored, OCCURRED_AT)).longValue(),
                new AccountId((String) required(stored, ACCOUNT)),
                (String) required(stored, ACTOR),
                Channel.parse((String) required(stored, CHANNEL)),
                (String) required(stored, CORRELATION_ID),
                (String) stored.get(CAUSATION_ID),
                (String) stored.get(TRACE_PARENT));
    }

    private static Object required(MetaData stored, String name) {
        Object value = stored.get(name);
        if (value == null) {
            throw new IllegalStateException("an event is stored without " + name);
        }
        return value;
    }

    /** When the event happened. */
    public Instant occurredAtInstant() {
        return Micros.toInstant(occurredAt);
    }

    /** The entries to store. */
    public Map<String, Object> toMap() {
        Map<String, Object> entries = new HashMap<>();
        entries.put(OCCURRED_AT, occurredAt);
        entries.put(ACCOUNT, account.value());
        entries.put(ACTOR, actor);
        entries.put(CHANNEL, channel.text());
        entries.put(CORRELATION_ID, correlationId);
        putIfPresent(entries, CAUSATION_ID, causationId);
        putIfPresent(entries, TRACE_PARENT, traceParent);
        return entries;
    }

    private static void putIfPresent(Map<String, Object> entries, String name, @Nullable String value) {
        if (value != null) {
            entries.put(name, value);
        }
    }
}
