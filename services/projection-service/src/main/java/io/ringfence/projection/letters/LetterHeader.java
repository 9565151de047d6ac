package io.ringfence.projection.letters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A header as it came; the order and repetitions of headers are kept.
 *
 * @param text the value, where it is UTF-8
 * @param bytes the value in base64, where it is not; both are null where there is none
 */
@Schema(name = "DeadLetterHeader")
public record LetterHeader(
        String name, @Nullable String text, @Nullable String bytes) {
    static LetterHeader of(Header header) {
        String text = utf8(header.value());
        return text == null && header.value() != null
                ? new LetterHeader(header.key(), null, Base64.getEncoder().encodeToString(header.value()))
                : new LetterHeader(header.key(), text, null);
    }

    byte @Nullable [] value() {
        if (bytes != null) {
            return Base64.getDecoder().decode(bytes);
        }
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes as text; null where there are none, or where they are not UTF-8. */
    static @Nullable String utf8(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
