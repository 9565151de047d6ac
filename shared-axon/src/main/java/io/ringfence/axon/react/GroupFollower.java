package io.ringfence.axon.react;

import io.ringfence.axon.react.KnownGroupRows.Learned;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Micros;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** What is done with each batch of group events: learn, react, then store how far we are. For one thread. */
final class GroupFollower {
    private static final Logger LOG = Logger.getLogger(GroupFollower.class);

    private final JdbcTransactions transactions;
    private final KnownGroupRows groups;
    private final GroupReaction reaction;
    private final Reactions reactions;
    private final FeedPositions positions;
    private final HybridClock clock;

    GroupFollower(
            JdbcTransactions transactions,
            GroupReaction reaction,
            Reactions reactions,
            FeedPositions positions,
            HybridClock clock) {
        this.transactions = transactions;
        this.groups = new KnownGroupRows(transactions);
        this.reaction = reaction;
        this.reactions = reactions;
        this.positions = positions;
        this.clock = clock;
    }

    /** Blocks until every reaction is decided and the positions are stored. */
    void follow(FeedBatch batch) {
        batch.notices().forEach(notice -> LOG.warnf("The feed of groups went back: %s", notice));
        List<EventRecord> events = new ArrayList<>();
        batch.records().forEach(record -> readable(record, events));
        List<EventRecord> heard = transactions.inTransaction(
                connection -> events.stream().filter(this::learn).toList());
        CompletableFuture.allOf(heard.stream().map(this::react).toArray(CompletableFuture[]::new))
                .join();
        positions.store(batch.positions());
    }

    private static void readable(FeedRecord record, List<EventRecord> events) {
        record.accept(new FeedRecord.Visitor<Boolean>() {
            @Override
            public Boolean on(FeedRecord.Decoded decoded) {
                return events.add(decoded.record());
            }

            @Override
            public Boolean on(FeedRecord.Undecoded undecoded) {
                LOG.errorf("An event of a group cannot be read at %s: %s", undecoded.position(), undecoded.reason());
                return false;
            }
        });
    }

    /** Whether the event was heard, now or before; one behind a gap was not, and comes again after the missing one. */
    private boolean learn(EventRecord record) {
        if (!(record.event() instanceof SecurityGroupEvent event)) {
            return false;
        }
        long learnedAt = clock.observe(Micros.of(record.envelope().occurredAt()));
        Learned learned = groups.learn(record.envelope(), event, learnedAt);
        if (learned == Learned.TOO_EARLY) {
            LOG.errorf(
                    "%s came before the one it follows; the group is held",
                    record.envelope().revision());
        }
        return learned != Learned.TOO_EARLY;
    }

    private CompletableFuture<?> react(EventRecord record) {
        return reaction.onGroupEvent(record.envelope(), (SecurityGroupEvent) record.event())
                .<CompletableFuture<?>>map(
                        command -> reactions.submit(record.envelope(), command).toCompletableFuture())
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
