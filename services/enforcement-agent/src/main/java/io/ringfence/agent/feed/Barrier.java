package io.ringfence.agent.feed;

import io.ringfence.feed.EventFeed;
import io.ringfence.feed.Positions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Passed once the feed has read all that the topics held when the barrier was raised. While Kafka does not answer the
 * question is asked again, and the barrier stands.
 */
public final class Barrier {

    private static final Logger LOG = Logger.getLogger(Barrier.class);

    private final EventFeed feed;
    private final Set<String> topics;
    private CompletableFuture<Positions> ends;
    private boolean passed;

    public Barrier(EventFeed feed, Set<String> topics) {
        this.feed = feed;
        this.topics = Set.copyOf(topics);
        this.ends = feed.endOffsets(topics);
    }

    /** Whether it was ever passed; to be asked after each poll. Once passed it stays so. */
    public boolean isPassed() {
        if (!passed && ends.isDone()) {
            if (ends.isCompletedExceptionally()) {
                LOG.debugf("The ends of %s are not known yet", topics);
                ends = feed.endOffsets(topics);
            } else {
                passed = feed.positions().reached(ends.join());
            }
        }
        return passed;
    }

    /** A topic began anew: its former end will never come. */
    public void askAgain() {
        if (!passed) {
            ends = feed.endOffsets(topics);
        }
    }
}
