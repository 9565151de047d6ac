package io.ringfence.events.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import java.io.IOException;
import java.time.Instant;

/**
 * The one way in which Ringfence writes and reads JSON: instants as RFC 3339 in UTC with six decimals; what a reader
 * does not know in an event is passed over, as fields may be added.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(instants())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /** The shared mapper; safe for every thread, and not to be configured further (copy it instead). */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The instants' form for a mapper that somebody else made. */
    public static SimpleModule instants() {
        return new SimpleModule("ringfence-instants")
                .addSerializer(Instant.class, new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader());
    }

    /** A value as JSON bytes (UTF-8). */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Reads a request's body: anything but one JSON object is refused with {@code MALFORMED_JSON}. */
    public static ObjectNode readObject(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        throw malformed("it is not an object");
    }

    private static RuntimeException malformed(String why) {
        return Problem.of(ProblemCode.MALFORMED_JSON, "The body must be one JSON object: " + why)
                .refusal();
    }

    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider serializers)
                throws IOException {
            generator.writeString(Micros.format(value));
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Micros.parse(parser.getText());
        }
    }
}
