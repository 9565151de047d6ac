package io.ringfence.events.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON in which nothing may be that is not looked at: it would pass for proven. */
final class Strict {
    private static final ObjectMapper MAPPER = Json.mapper()
            .copy()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    static {
        MAPPER.coercionConfigFor(LogicalType.Integer).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
        MAPPER.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private Strict() {}

    /** Refuses half characters, which turn into others as bytes. */
    static String text(String name, String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new InvalidValue(name, name + " has half a character in it");
        }
        return value;
    }

    static <T> T read(byte[] json, Class<T> type) throws Unreadable {
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new Unreadable("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Unreadable("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
        if (value == null) {
            throw new Unreadable("not a " + type.getSimpleName() + ": it is null");
        }
        return value;
    }
}
