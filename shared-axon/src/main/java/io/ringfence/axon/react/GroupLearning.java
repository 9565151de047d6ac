package io.ringfence.axon.react;

import io.ringfence.axon.react.KnownGroupRows.Learned;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.wire.EventRecord;
import org.jboss.logging.Logger;

/** Keeps what is known of groups; an event of anything else is heard and leaves nothing. */
final class GroupLearning implements Learning {
    private static final Logger LOG = Logger.getLogger(GroupLearning.class);

    private final KnownGroupRows groups;

    GroupLearning(KnownGroupRows groups) {
        this.groups = groups;
    }

    @Override
    public boolean learn(EventRecord record, long learnedAt) {
        if (!(record.event() instanceof SecurityGroupEvent event)) {
            return true;
        }
        boolean tooEarly = groups.learn(record.envelope(), event, learnedAt) == Learned.TOO_EARLY;
        if (tooEarly) {
            LOG.errorf(
                    "%s came before the one it follows; the group is held",
                    record.envelope().revision());
        }
        return !tooEarly;
    }
}
