package io.ringfence.projection.letters;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it is answered.
 *
 * @param topic where the record came from, with partition and offset
 * @param key as text, where it is UTF-8
 * @param keyBytes in base64; null where the record had no key
 * @param size of the body in bytes
 * @param bytes the body in base64; null where there is none, and in a list where it is large
 * @param text the same as text, where it is UTF-8
 * @param time when it was kept
 * @param resubmittedAt when it was last sent again
 */
@Schema(name = "DeadLetter")
public record LetterView(
        String id,
        String reason,
        @Nullable String topic,
        @Nullable Long partition,
        @Nullable Long offset,
        @Nullable String key,
        @Nullable String keyBytes,
        List<LetterHeader> headers,
        int size,
        @Nullable String bytes,
        @Nullable String text,
        Instant time,
        @Nullable Instant resubmittedAt) {
    static LetterView of(LetterRows.Stored stored) {
        Letter letter = stored.letter();
        return new LetterView(
                letter.id(),
                letter.reason(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                LetterHeader.utf8(letter.key()),
                base64(letter.key()),
                letter.headers(),
                stored.size(),
                base64(letter.body()),
                LetterHeader.utf8(letter.body()),
                Instant.ofEpochMilli(letter.keptAt()),
                stored.resubmittedAt() == null ? null : Instant.ofEpochMilli(stored.resubmittedAt()));
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
