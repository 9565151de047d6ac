package io.ringfence.agent.feed;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.Revision;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedRecord;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.Touched;
import org.jboss.logging.Logger;

/** Takes batches into the image. Nothing is passed over: what cannot be read holds its aggregate. */
public final class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    private PolicyImage image;

    /**
     * Goes on from there.
     *
     * @param image what is known already
     */
    public Intake(PolicyImage image) {
        this.image = image;
    }

    public PolicyImage image() {
        return image;
    }

    /** The image now has the batch; the answer is what changed in it. */
    public Touched take(FeedBatch batch) {
        batch.notices().forEach(notice -> LOG.warnf("Reading again what is known: %s", notice));
        if (batch.records().isEmpty()) {
            return Touched.NOTHING;
        }
        PolicyDelta delta = new PolicyDelta(image);
        batch.records().forEach(record -> record.accept(new Replay(delta)));
        image = delta.apply();
        return delta.touched();
    }

    /** One record into the delta; the answer is whether anything is known about it. */
    private record Replay(PolicyDelta delta) implements FeedRecord.Visitor<Boolean> {

        @Override
        public Boolean on(FeedRecord.Decoded decoded) {
            delta.replay(decoded.record());
            return true;
        }

        /** One without an aggregate leaves a gap, which holds its aggregate when the next event of that comes. */
        @Override
        public Boolean on(FeedRecord.Undecoded undecoded) {
            LOG.errorf("Unreadable record at %s: %s", undecoded.position(), undecoded.reason());
            AggregateRef aggregate = undecoded.aggregate();
            return aggregate != null && hold(aggregate, undecoded);
        }

        private boolean hold(AggregateRef aggregate, FeedRecord.Undecoded undecoded) {
            Long sequence = undecoded.sequence();
            try {
                if (sequence == null) {
                    delta.unreadable(aggregate, undecoded.reason());
                } else {
                    delta.unreadable(new Revision(aggregate, sequence), undecoded.reason());
                }
                return true;
            } catch (InvalidValue noSuchAggregate) {
                LOG.errorf("It names an aggregate that cannot be: %s", noSuchAggregate.getMessage());
                return false;
            }
        }
    }
}
