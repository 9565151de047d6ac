package io.ringfence.axon.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record taken apart as CloudEvents 1.0 says: binary mode (attributes are headers) or structured mode (the body is
 * the whole event), as the content type says.
 *
 * @param attributes under the names that they have as headers
 * @param data the command's body, or null with a problem that says why there is none
 */
record CloudEvent(
        Map<String, String> attributes,
        @Nullable ObjectNode data,
        @Nullable Problem problem) {
    /** As much as a REST request may have. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final String ATTRIBUTE = "ce_";

    static CloudEvent of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = texts(record.headers());
        String contentType =
                headers.getOrDefault(Headers.CONTENT_TYPE, Headers.JSON).toLowerCase(Locale.ROOT);
        boolean structured = isType(contentType, Headers.STRUCTURED);
        if (!structured && !isType(contentType, Headers.JSON)) {
            return without(headers, unsupported(contentType));
        }
        byte[] body = record.value() == null ? new byte[0] : record.value();
        if (body.length > MAX_BYTES) {
            return without(headers, tooLarge(body.length));
        }
        try {
            ObjectNode json = Json.readObject(body);
            return structured ? unfolded(json) : new CloudEvent(headers, json, null);
        } catch (Refusal e) {
            return without(headers, e.problem());
        }
    }

    /** The command's body; a {@link Refusal} says why there is none. */
    ObjectNode dataOrRefusal() {
        if (problem != null) {
            throw problem.refusal();
        }
        return Objects.requireNonNull(data);
    }

    private static CloudEvent unfolded(ObjectNode event) {
        Map<String, String> attributes = attributes(event);
        return event.get("data") instanceof ObjectNode data
                ? new CloudEvent(attributes, data, null)
                : without(attributes, notAnObject());
    }

    private static CloudEvent without(Map<String, String> attributes, Problem problem) {
        return new CloudEvent(attributes, null, problem);
    }

    private static boolean isType(String contentType, String type) {
        return contentType.equals(type) || contentType.startsWith(type + ";") || contentType.startsWith(type + " ");
    }

    private static Problem unsupported(String contentType) {
        return Problem.of(
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                "Send " + Headers.JSON + " or " + Headers.STRUCTURED + ", and not " + contentType);
    }

    private static Problem tooLarge(int bytes) {
        return Problem.of(
                ProblemCode.PAYLOAD_TOO_LARGE,
                "The record has " + bytes + " bytes: send at most " + MAX_BYTES + " in one command");
    }

    private static Problem notAnObject() {
        return Problem.of(ProblemCode.MALFORMED_JSON, "The event's data must be one JSON object")
                .at("data");
    }

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
