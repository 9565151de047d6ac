package io.ringfence.events.proof;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The chain of an aggregate's events: each hash is over the one before it and over what the event is. */
public final class EventChain {
    private static final String ATTRIBUTE = "ce_";
    private static final String BEGINNING = "ringfence:";

    /** By code point, as UTF-8 bytes are; Java's own order differs past U+FFFF. */
    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private EventChain() {}

    /** What an event is: its key, its content type and attributes, its body. Headers added on the way are not of it. */
    public static Hash content(WireRecord record) {
        List<String> names = record.headers().keySet().stream()
                .filter(EventChain::isOfTheEvent)
                .sorted(BY_BYTES)
                .toList();
        Sha256 content = new Sha256().part(record.key()).number(names.size());
        for (String name : names) {
            content.part(name).part(record.headers().getOrDefault(name, ""));
        }
        return content.part(record.body()).hash();
    }

    /** Whether a header is hashed with the event. */
    public static boolean isOfTheEvent(String header) {
        return header.equals(Headers.CONTENT_TYPE) || header.startsWith(ATTRIBUTE);
    }

    /** What stands before revision 1. */
    public static Hash start(AggregateRef aggregate) {
        return Hash.sha256((BEGINNING + aggregate).getBytes(StandardCharsets.UTF_8));
    }

    public static Hash next(Hash previous, Hash content) {
        return new Sha256().hash(previous).hash(content).hash();
    }
}
