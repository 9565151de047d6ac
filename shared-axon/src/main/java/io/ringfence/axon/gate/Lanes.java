package io.ringfence.axon.gate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The lanes of a gate. Commands with the same lane key keep their order and never work against each other in the
 * store; others are decided beside them.
 */
public final class Lanes {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int LOOK_MS = 5;

    private final Executor executor;
    private final int count;
    private final int capacity;
    private final LaneKey laneKey;
    private volatile List<Lane> lanes = List.of();
    private volatile boolean closed;

    /**
     * @param executor where batches are decided; each under way holds a connection
     * @param count of lanes, 1 or more
     * @param capacity commands that may wait in one lane
     */
    public Lanes(Executor executor, int count, int capacity, LaneKey laneKey) {
        this.executor = executor;
        this.count = count;
        this.capacity = capacity;
        this.laneKey = laneKey;
    }

    /** Lanes with a thread each. */
    public static Lanes withThreads(int count, int capacity, LaneKey laneKey) {
        return new Lanes(Executors.newFixedThreadPool(count, named("lane")), count, capacity, laneKey);
    }

    /** Says who decides; once, before the first command. */
    void open(Consumer<List<Ticket>> decide) {
        lanes = IntStream.range(0, count)
                .mapToObj(i -> new Lane(executor, decide, capacity))
                .toList();
    }

    /** Takes a command; false if its lane is full or closed. */
    boolean add(Ticket ticket) {
        return !closed && of(ticket).add(ticket);
    }

    /** Takes commands of one lane back to its front. */
    void addFirst(List<Ticket> tickets) {
        if (!tickets.isEmpty()) {
            of(tickets.get(0)).addFirst(tickets);
        }
    }

    private Lane of(Ticket ticket) {
        int hash = laneKey.of(ticket.submission().command()).hashCode();
        return lanes.get(Math.floorMod(hash ^ (hash >>> 16), count));
    }

    /** Takes nothing new and lets what is under way finish, for at most ten seconds. */
    public void stop() throws InterruptedException {
        closed = true;
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (!lanes.stream().allMatch(Lane::isIdle) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        if (executor instanceof ExecutorService threads) {
            threads.shutdownNow();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
