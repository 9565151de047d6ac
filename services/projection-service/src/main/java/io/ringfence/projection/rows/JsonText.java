package io.ringfence.projection.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Maps, lists and rules in one column, as JSON in the form of the wire. */
public final class JsonText {
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<IpAddress>> ADDRESSES = new TypeReference<>() {};
    private static final TypeReference<List<PrefixListEntry>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<Rule> RULE = new TypeReference<>() {};

    private JsonText() {}

    public static String of(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    /** Texts by their keys, in the order of the keys. */
    public static String of(Map<String, String> texts) {
        return of((Object) new TreeMap<>(texts));
    }

    public static Map<String, String> texts(String json) {
        return read(json, TEXTS);
    }

    public static List<IpAddress> addresses(String json) {
        return read(json, ADDRESSES);
    }

    public static List<PrefixListEntry> entries(String json) {
        return read(json, ENTRIES);
    }

    public static Rule rule(String json) {
        return read(json, RULE);
    }

    /** The event of a type, as {@link #of} wrote it. */
    public static DomainEvent event(String type, String json) {
        EventType known = EventType.named(type);
        if (known == null) {
            throw new IllegalStateException("a row holds an event of an unknown type: " + type);
        }
        try {
            return Json.mapper().readValue(json, known.record());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds what cannot be read: " + json, e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds what cannot be read: " + json, e);
        }
    }
}
