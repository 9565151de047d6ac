package io.ringfence.axon.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.axon.decide.Requester;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.web.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 with JSON data, in binary mode (attributes are headers) and structured mode (the body is the
 * whole event), as the content type says.
 */
final class CommandEventReader {
    private static final String ATTRIBUTE = "ce_";
    private static final int MAX_LENGTH = 255;

    /** The topic whose commands this service decides, such as {@code ringfence.rule.commands.v1}. */
    private final String topic;

    CommandEventReader(String topic) {
        this.topic = topic;
    }

    /** The command in a record; what is not one, or belongs on another topic, is unreadable with a sentence why. */
    CommandEvent read(byte @Nullable [] key, Iterable<Header> headers, byte @Nullable [] body) throws Unreadable {
        Map<String, String> texts = texts(headers);
        ObjectNode json = object(body);
        String contentType = texts.getOrDefault(Headers.CONTENT_TYPE, Headers.JSON);
        boolean structured = contentType.toLowerCase(Locale.ROOT).startsWith(Headers.STRUCTURED);
        return structured ? command(key, attributes(json), data(json)) : command(key, texts, json);
    }

    private CommandEvent command(byte @Nullable [] key, Map<String, String> attributes, ObjectNode data)
            throws Unreadable {
        String version = required(attributes, Headers.SPEC_VERSION);
        if (!version.equals("1.0")) {
            throw new Unreadable("it is a CloudEvent of version " + version + " and not 1.0");
        }
        return new CommandEvent(
                required(attributes, Headers.ID),
                required(attributes, Headers.SOURCE),
                type(required(attributes, Headers.TYPE)),
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                requester(attributes),
                attributes.get(Headers.TRACE_PARENT),
                data);
    }

    private CommandType type(String name) throws Unreadable {
        CommandType type = CommandType.named(name);
        if (type == null) {
            throw new Unreadable("there is no command of type " + name);
        }
        String area = name.split("\\.", -1)[2];
        String rightTopic = "ringfence." + area + ".commands.v1";
        if (!rightTopic.equals(topic)) {
            throw new Unreadable("a command of type " + name + " belongs on " + rightTopic);
        }
        return type;
    }

    private static Requester requester(Map<String, String> attributes) throws Unreadable {
        try {
            Caller caller = Caller.of(attributes.get(Headers.ACCOUNT), attributes.get(Headers.ACTOR));
            return new Requester(caller.account(), caller.actor(), Channel.KAFKA);
        } catch (Refusal | InvalidValue e) {
            throw new Unreadable("it does not say who asks: " + e.getMessage(), e);
        }
    }

    private static String required(Map<String, String> attributes, String name) throws Unreadable {
        String value = attributes.get(name);
        if (value == null || value.isBlank()) {
            throw new Unreadable("the attribute " + name + " is missing");
        }
        if (value.length() > MAX_LENGTH) {
            throw new Unreadable("the attribute " + name + " has more than " + MAX_LENGTH + " characters");
        }
        return value;
    }

    private static ObjectNode object(byte @Nullable [] body) throws Unreadable {
        try {
            return Json.readObject(body == null ? new byte[0] : body);
        } catch (Refusal e) {
            throw new Unreadable(e.problem().detail(), e);
        }
    }

    private static ObjectNode data(ObjectNode event) throws Unreadable {
        if (event.get("data") instanceof ObjectNode data) {
            return data;
        }
        throw new Unreadable("the event's data is not a JSON object");
    }

    /** The attributes of a structured event, under the names that they have as headers. */
    private static Map<String, String> attributes(ObjectNode event) {
        Map<String, String> attributes = new TreeMap<>();
        event.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isValueNode() && !value.isNull()) {
                attributes.put(ATTRIBUTE + member.getKey(), value.asText());
            }
        });
        return attributes;
    }

    private static Map<String, String> texts(Iterable<Header> headers) {
        Map<String, String> texts = new TreeMap<>();
        for (Header header : headers) {
            byte[] value = header.value();
            if (value != null) {
                texts.put(header.key().toLowerCase(Locale.ROOT), new String(value, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
