package io.ringfence.simulation;

import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.axon.gate.Answer;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.GroupCommit;
import io.ringfence.axon.gate.LaneKey;
import io.ringfence.axon.gate.Lanes;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.gate.Timing;
import io.ringfence.axon.gate.WaitLimits;
import io.ringfence.axon.intake.OpenIntake;
import io.ringfence.axon.react.OpenReactions;
import io.ringfence.axon.store.StoredRevisions;
import io.ringfence.axon.store.Transactions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.CommandCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One process of a service, with its own memory, clock and lanes. When it dies none of its tasks runs any more. */
final class Replica implements Timing {
    private static final Duration RESTART = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMillis(20);

    private final Service service;
    private final World world;
    private final List<Topic> topics;
    private final Place place;
    private final Session session;
    private final HybridClock clock;
    private final CommandGate gate;
    private final Patience patience = new Patience(this, Duration.ofMillis(100), Duration.ofSeconds(5));
    private boolean dead;

    Replica(Service service, World world, List<Topic> topics, Place place) {
        this.service = service;
        this.world = world;
        this.topics = topics;
        this.place = place;
        this.session = place.session();
        this.clock = new HybridClock(world.time());
        GroupCommit commit =
                new GroupCommit(place.commands(), service.ledger(), revisions(), session, place.recent(), clock);
        this.gate = new CommandGate(
                commit,
                new Lanes(this::soon, 2, 1_000, LaneKey.BY_TARGET),
                place.meter(),
                this,
                new WaitLimits(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    private StoredRevisions revisions() {
        return wanted -> {
            Map<AggregateRef, Long> revisions = new HashMap<>();
            for (AggregateRef aggregate : wanted) {
                long last = service.store().engine().lastSequence(aggregate.toString());
                if (last >= 0) {
                    revisions.put(aggregate, last + 1);
                }
            }
            return revisions;
        };
    }

    /** Goes past what is in the store, then reads its topics. */
    void start() {
        place.begin(this::die);
        service.store()
                .events()
                .forEach(event ->
                        clock.startAfter(EventMetadata.from(event.getMetaData()).occurredAt()));
        OpenIntake intake = new OpenIntake(
                "ringfence." + service.name() + ".commands.v1",
                new CommandCodec(world.ids()),
                gate,
                clock,
                record -> CompletableFuture.completedFuture(null),
                patience);
        new Reader(service.commands(), service.commandPositions(), this, world.random(), intake::take).start();
        Follower follower = new Follower(this, service, clock, new OpenReactions(gate, patience, service.name()));
        for (int i = 0; i < topics.size(); i++) {
            new Reader(topics.get(i), service.followed(i), this, world.random(), follower::hear).start();
        }
        soon(this::doChores);
    }

    private void doChores() {
        service.parts().chore().run(this);
        later(Duration.ofMillis(200), this::doChores);
    }

    /** Has a command decided; whoever asks hears nothing when the process dies meanwhile. */
    void submit(Submission submission, Consumer<Answer> answered) {
        CompletionStage<Answer> answer = gate.submit(submission);
        answer.thenAccept(heard -> {
            if (!dead) {
                answered.accept(heard);
            }
        });
    }

    CommandGate gate() {
        return gate;
    }

    Transactions transactions() {
        return session;
    }

    Faults faults() {
        return world.faults();
    }

    World world() {
        return world;
    }

    private void die() {
        if (!dead) {
            dead = true;
            session.end();
            service.ended(this);
            world.crashed();
            world.time().later(RESTART, () -> service.startReplica(topics, place));
        }
    }

    void pause(Runnable work) {
        later(IDLE, work);
    }

    void soon(Runnable work) {
        world.time().soon(() -> runIfAlive(work));
    }

    @Override
    public long nanos() {
        return world.time().nanos();
    }

    @Override
    public void later(Duration delay, Runnable work) {
        world.time().later(delay, () -> runIfAlive(work));
    }

    private void runIfAlive(Runnable work) {
        if (dead) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            // A process that dies in the middle of something throws; anything else is a mistake.
            if (!dead) {
                throw e;
            }
        }
    }
}
