package io.ringfence.simulation;

import io.ringfence.axon.store.Transactions;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * How one process sees the store. When the process dies nothing more of it reaches the store: what was under way is
 * rolled back, or had been committed without anybody hearing of it.
 */
final class Session implements Transactions {
    private final Store store;
    private final Faults faults;
    private final RandomGenerator random;
    private final Engine engine = new Engine();
    private Runnable die = () -> {};
    private boolean dead;

    Session(Store store, Faults faults, RandomGenerator random) {
        this.store = store;
        this.faults = faults;
        this.random = random;
    }

    /** @param whenItDies ends the process that has this session from now on */
    void begin(Runnable whenItDies) {
        die = whenItDies;
        dead = false;
    }

    void end() {
        dead = true;
    }

    private void requireAlive() {
        if (dead) {
            throw new IllegalStateException("the process is dead");
        }
    }

    /** Perhaps dies here. */
    private void crashPoint() {
        if (faults.crashesNow(random)) {
            die.run();
        }
        requireAlive();
    }

    @Override
    public Transaction startTransaction() {
        requireAlive();
        if (store.isInTransaction()) {
            return new Joined();
        }
        crashPoint();
        store.begin();
        return new Outer();
    }

    @Override
    public <T> T undoable(Supplier<T> work) {
        return store.undoable(work);
    }

    InMemoryEventStorageEngine engine() {
        return engine;
    }

    private static final class Joined implements Transaction {
        @Override
        public void commit() {
            // The outer transaction commits.
        }

        @Override
        public void rollback() {
            // The outer transaction is rolled back by whoever began it.
        }
    }

    private final class Outer implements Transaction {
        private boolean ended;

        @Override
        public void commit() {
            ended = true;
            store.commit();
            // Committed, and perhaps nobody lives to say so.
            crashPoint();
        }

        @Override
        public void rollback() {
            if (!ended) {
                ended = true;
                store.rollback();
            }
        }
    }

    /** The store's engine with what PostgreSQL adds: no two events of one number, and nothing of the dead. */
    private final class Engine extends InMemoryEventStorageEngine {
        @Override
        public void appendEvents(List<? extends EventMessage<?>> events) {
            crashPoint();
            for (EventMessage<?> event : events) {
                DomainEventMessage<?> domainEvent = (DomainEventMessage<?>) event;
                if (store.engine().lastSequence(domainEvent.getAggregateIdentifier())
                        >= domainEvent.getSequenceNumber()) {
                    throw new ConcurrencyException("another process was first");
                }
            }
            store.engine().appendEvents(events);
        }

        @Override
        public DomainEventStream readEvents(String aggregate, long firstSequenceNumber) {
            requireAlive();
            return store.engine().readEvents(aggregate, firstSequenceNumber);
        }
    }
}
