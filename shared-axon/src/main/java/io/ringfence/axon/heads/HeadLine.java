package io.ringfence.axon.heads;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.proof.Hash;
import org.jspecify.annotations.Nullable;

/**
 * One line of the answer: an aggregate, one of its revisions, or why it cannot be hashed any further.
 *
 * @param aggregate the text in the store
 * @param revision the last that was hashed; of a failure, the one that stands in the way
 * @param content of one revision
 * @param hash of the chain up to the revision
 * @param globalIndex of one revision and of a failure: its place in the store
 * @param failure a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HeadLine(
        String aggregate,
        long revision,
        @Nullable Hash content,
        @Nullable Hash hash,
        @Nullable String occurredAt,
        @Nullable Long globalIndex,
        @Nullable String failure) {
    /** The last line, without which an answer is not whole. */
    record End(boolean end, long aggregates, long events) {}
}
