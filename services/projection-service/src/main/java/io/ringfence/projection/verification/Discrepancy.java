package io.ringfence.projection.verification;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was when it came.
 *
 * @param check what found it
 * @param aggregate whose history it is in, as {@code kind:id}; null where it is a head's
 * @param revision of the event; null where no single one is meant
 * @param place where the event stands in Kafka; null where it does not
 * @param occurredAt when the event occurred, or until when a head reaches; null where it is not known
 * @param detail a sentence for a person
 */
@Schema(name = "Discrepancy")
record Discrepancy(
        Check check,
        @Nullable String aggregate,
        @Nullable Long revision,
        @Nullable Place place,
        @Nullable Instant occurredAt,
        String detail) {
    /** What finds discrepancies, in the order in which they look. */
    enum Check {
        /** Events of one aggregate that do not follow each other, cannot be read, or come again with another content. */
        KAFKA,
        /** Rows that are not what the events make. */
        VIEW,
        /** Events that are not those that were signed, or heads that are not as they were signed. */
        HEAD,
        /** Events that are not those in the store of the service that decided them. */
        STORE
    }

    /** A record of Kafka. */
    record Place(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "/" + partition + " offset " + offset;
        }
    }
}
