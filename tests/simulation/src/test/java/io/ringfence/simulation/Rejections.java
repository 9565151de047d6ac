package io.ringfence.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.value.SecurityGroupId;
import java.util.HashMap;
import java.util.Map;

/**
 * When which attempt to delete a group was rejected. From then on the group may be joined and named again: what had
 * been closed for the attempt is re-opened a moment later by an event of its own.
 */
final class Rejections {
    private final Map<Attempt, Long> times = new HashMap<>();

    /** @param number the revision of the group that asked for the deletion */
    record Attempt(SecurityGroupId group, long number) {}

    static Rejections of(World world) {
        Rejections rejections = new Rejections();
        Stored.of(world.groups()).forEach(rejections::next);
        return rejections;
    }

    private void next(Stored stored) {
        if (stored.event() instanceof SecurityGroupDeletionRejected rejected) {
            times.put(
                    new Attempt(rejected.securityGroupId(), rejected.attempt()),
                    stored.metadata().occurredAt());
        }
    }

    /** That what was closed for an attempt is used again only after its rejection. */
    void requireRejected(Attempt attempt, Stored before) {
        assertThat(times.get(attempt))
                .as("when %s was rejected, as %s needs", attempt, before)
                .isNotNull()
                .isLessThan(before.metadata().occurredAt());
    }
}
