package io.ringfence.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/**
 * The database of one service: events and tables, which change together or not at all. It outlives every process. One
 * transaction at a time, as there is one thread.
 */
public final class Store {
    private final Engine engine = new Engine();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private boolean inTransaction;

    /** A new table. */
    public <K, V> Table<K, V> table() {
        return new Table<>(this);
    }

    Engine engine() {
        return engine;
    }

    /** Every event, in the order in which they were stored. */
    List<DomainEventMessage<?>> events() {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        engine.readEvents(null, false).forEach(event -> events.add(domainEvent(event)));
        return events;
    }

    private static DomainEventMessage<?> domainEvent(TrackedEventMessage<?> event) {
        return (DomainEventMessage<?>) event;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    void begin() {
        inTransaction = true;
        undo.clear();
    }

    void commit() {
        inTransaction = false;
        undo.clear();
    }

    void rollback() {
        undoTo(0);
        inTransaction = false;
    }

    <T> T undoable(Supplier<T> work) {
        int mark = undo.size();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            undoTo(mark);
            throw e;
        }
    }

    private void undoTo(int mark) {
        while (undo.size() > mark) {
            undo.pop().run();
        }
    }

    /** Remembers how to take a change back; nothing changes outside a transaction. */
    void changed(Runnable takeBack) {
        if (!inTransaction) {
            throw new IllegalStateException("a table is changed outside a transaction");
        }
        undo.push(takeBack);
    }

    /** Axon's engine, which writes when a transaction is about to be committed. */
    static final class Engine extends InMemoryEventStorageEngine {
        /** The number of an aggregate's last event; -1 before the first. */
        long lastSequence(String aggregate) {
            return lastSequenceNumberFor(aggregate).orElse(-1L);
        }
    }
}
