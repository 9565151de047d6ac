package io.ringfence.axon.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Commands that are decided one after the other, as many at once as have gathered meanwhile: under load a batch is
 * large, at rest it is one. At most one batch of a lane is decided at a time.
 */
final class Lane {
    /** Commands in one transaction: enough to share its cost, few enough to be done in milliseconds. */
    private static final int BATCH = 64;

    private final Executor executor;
    private final Consumer<List<Ticket>> decide;
    private final int capacity;
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private boolean running;

    /**
     * @param executor runs the lane when it has work
     * @param decide takes a batch to its end; must not throw
     * @param capacity commands that may wait in the lane
     */
    Lane(Executor executor, Consumer<List<Ticket>> decide, int capacity) {
        this.executor = executor;
        this.decide = decide;
        this.capacity = capacity;
    }

    /** Puts a command at the end; false if the lane is full. */
    synchronized boolean add(Ticket ticket) {
        if (queue.size() >= capacity) {
            return false;
        }
        queue.addLast(ticket);
        run();
        return true;
    }

    /** Puts commands that were decided in vain back to the front, in their order. */
    synchronized void addFirst(List<Ticket> tickets) {
        for (int i = tickets.size() - 1; i >= 0; i--) {
            queue.addFirst(tickets.get(i));
        }
        run();
    }

    synchronized boolean isIdle() {
        return !running;
    }

    synchronized int size() {
        return queue.size();
    }

    private void run() {
        if (!running && !queue.isEmpty()) {
            running = true;
            executor.execute(this::work);
        }
    }

    private void work() {
        try {
            decide.accept(next());
        } finally {
            goOn();
        }
    }

    private synchronized void goOn() {
        running = false;
        run();
    }

    /** The same command twice is two batches, so that the second finds what the first recorded. */
    private synchronized List<Ticket> next() {
        List<Ticket> batch = new ArrayList<>();
        Set<LedgerKey> keys = new HashSet<>();
        while (batch.size() < BATCH
                && !queue.isEmpty()
                && keys.add(queue.getFirst().key())) {
            batch.add(queue.removeFirst());
        }
        return batch;
    }
}
