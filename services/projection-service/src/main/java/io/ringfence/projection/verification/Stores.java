package io.ringfence.projection.verification;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stores of the services that decide, as they say themselves what is in them. Blocks. */
interface Stores {
    /** The topics of events whose stores can be asked. */
    Set<String> topics();

    /**
     * Where the chain of every aggregate of a topic ends, as of a time.
     *
     * @throws NotAsked if the store does not answer, or its answer is cut off
     */
    void heads(String topic, Instant until, Consumer<StoredHead> to);

    /** A store that cannot be asked. */
    final class NotAsked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAsked(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The chain of one aggregate: a hash for each revision from 1 on, up to the first that cannot be read. */
    List<String> chain(String topic, String aggregate);

    /**
     * Where a chain ends.
     *
     * @param hash as hexadecimal digits; null where an event cannot be read
     * @param failure why it cannot be; null where all can
     */
    record StoredHead(
            String aggregate,
            @Nullable Long revision,
            @Nullable String hash,
            @Nullable String failure) {}
}
