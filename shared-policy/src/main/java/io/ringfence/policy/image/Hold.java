package io.ringfence.policy.image;

/**
 * Why an aggregate stands still: an event of it is missing or cannot be read, and those after it are skipped until the
 * missing one arrives.
 *
 * @param reason a sentence for a person
 * @param heals the revision, known to exist, that the aggregate has to reach before it is whole again; 0 for its next
 */
public record Hold(String reason, long heals) {
    Hold until(long sequence) {
        return sequence > heals ? new Hold(reason, sequence) : this;
    }
}
