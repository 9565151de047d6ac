package io.ringfence.axon.react;

import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.Command;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Micros;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.Positions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.axonframework.common.transaction.TransactionManager;
import org.jboss.logging.Logger;

/**
 * What is done with each batch of others' events: learn, react, then store how far we are. For one thread.
 *
 * <p>The commands for one aggregate are decided in the order of their events, those for several side by side.
 */
final class EventFollower {
    private static final Logger LOG = Logger.getLogger(EventFollower.class);

    /** Batches without anything for us after which the positions are stored nevertheless. */
    private static final int LONG_WITHOUT = 100;

    private final TransactionManager transactions;
    private final Learning learning;
    private final Reaction reaction;
    private final Reactions reactions;
    private final PositionStore positions;
    private final HybridClock clock;
    private final Consumer<SecurityGroupId> heard;
    private final Set<EventType> wanted;

    private Positions last = Positions.EMPTY;
    private int unstored;

    /** @param heard is told of each group that was learned of, once that is committed */
    EventFollower(
            TransactionManager transactions,
            Learning learning,
            Reaction reaction,
            Reactions reactions,
            PositionStore positions,
            HybridClock clock,
            Consumer<SecurityGroupId> heard) {
        this.transactions = transactions;
        this.learning = learning;
        this.reaction = reaction;
        this.reactions = reactions;
        this.positions = positions;
        this.clock = clock;
        this.heard = heard;
        this.wanted = reaction.wanted();
    }

    /** Blocks until every reaction is decided and the positions are stored, where that is worth it. */
    void follow(FeedBatch batch) {
        batch.notices().forEach(notice -> LOG.warnf("The feed of others' events went back: %s", notice));
        List<EventRecord> events = new ArrayList<>();
        batch.records().forEach(record -> readable(record, events));
        if (!events.isEmpty()) {
            List<EventRecord> learned = learn(events);
            learned.forEach(this::callThoseWhoWait);
            react(learned);
        }
        keep(batch.positions(), !events.isEmpty());
    }

    private void readable(FeedRecord record, List<EventRecord> events) {
        record.accept(new FeedRecord.Visitor<Boolean>() {
            @Override
            public Boolean on(FeedRecord.Decoded decoded) {
                return wanted.contains(decoded.record().envelope().type()) && events.add(decoded.record());
            }

            @Override
            public Boolean on(FeedRecord.Undecoded undecoded) {
                LOG.errorf("An event of others cannot be read at %s: %s", undecoded.position(), undecoded.reason());
                return false;
            }
        });
    }

    /**
     * Those that were heard, kept when this returns. First events are kept together. Any other is kept alone: its row may
     * be held by commands that will want the row of the next one too, and neither would let go of theirs.
     */
    private List<EventRecord> learn(List<EventRecord> events) {
        List<EventRecord> heard = new ArrayList<>();
        List<EventRecord> together = new ArrayList<>();
        for (EventRecord record : events) {
            if (record.envelope().sequence() == 1) {
                together.add(record);
            } else {
                heard.addAll(learnAtOnce(together));
                together.clear();
                heard.addAll(learnAtOnce(List.of(record)));
            }
        }
        heard.addAll(learnAtOnce(together));
        return heard;
    }

    private List<EventRecord> learnAtOnce(List<EventRecord> events) {
        return events.isEmpty()
                ? List.of()
                : transactions.fetchInTransaction(
                        () -> events.stream().filter(this::learn).toList());
    }

    private boolean learn(EventRecord record) {
        return learning.learn(record, clock.observe(Micros.of(record.envelope().occurredAt())));
    }

    private void callThoseWhoWait(EventRecord record) {
        if (record.event() instanceof SecurityGroupEvent event) {
            heard.accept(event.securityGroupId());
        }
    }

    private void react(List<EventRecord> learned) {
        Map<AggregateRef, CompletableFuture<?>> decided = new HashMap<>();
        for (EventRecord record : learned) {
            reaction.on(record)
                    .ifPresent(command -> decided.compute(
                            command.target(),
                            (target, before) -> before == null
                                    ? submit(record, command)
                                    : before.thenCompose(done -> submit(record, command))));
        }
        CompletableFuture.allOf(decided.values().toArray(CompletableFuture[]::new))
                .join();
    }

    private CompletableFuture<?> submit(EventRecord cause, Command command) {
        return reactions.submit(cause.envelope(), command).toCompletableFuture();
    }

    /** A topic full of what is not wanted would cost a write for each batch, and a long way back if it cost none. */
    private void keep(Positions now, boolean hadEffect) {
        boolean moved = !now.equals(last);
        last = now;
        unstored += moved ? 1 : 0;
        boolean idle = !moved && unstored > 0;
        if (hadEffect || idle || unstored >= LONG_WITHOUT) {
            positions.store(now);
            unstored = 0;
        }
    }
}
