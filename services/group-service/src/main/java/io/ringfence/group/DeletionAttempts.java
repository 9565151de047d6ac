package io.ringfence.group;

import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.value.SecurityGroupId;
import java.util.Optional;

/**
 * The deletions that are under way, and what has been answered to each. Changed in the transaction of the event that
 * begins or ends an attempt, or of the answer; whoever changes or joins an attempt has it for itself until its
 * transaction ends, so that of two answers at once the second sees the first.
 */
interface DeletionAttempts {
    /** Begins the attempt, to which nobody has answered yet. */
    void begin(SecurityGroupId group, long attempt);

    /** Whether the attempt is under way; then it does not end before the transaction under way has. */
    boolean join(SecurityGroupId group, long attempt);

    /** Keeps an answer, the first one of its part; all that there are with it, or empty when the attempt has ended. */
    Optional<Answers> answer(SecurityGroupId group, long attempt, DeletionPart part, Held held);

    /** Forgets the attempt. */
    void end(SecurityGroupId group, long attempt);
}
