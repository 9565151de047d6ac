package io.ringfence.simulation;

import io.ringfence.axon.gate.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** The one scheduler: whatever happens is a task at an instant, and nothing takes time but waiting. */
final class VirtualTime implements Timing, InstantSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST_JITTER_MICROS = 3_000;

    private final RandomGenerator random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long micros;
    private long number;

    private record Task(long at, long number, Runnable work) {}

    VirtualTime(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public long nanos() {
        return micros * 1_000;
    }

    @Override
    public Instant instant() {
        return START.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public void later(Duration delay, Runnable work) {
        tasks.add(new Task(micros + delay.toNanos() / 1_000, number++, work));
    }

    /** Soon, and in no certain order. */
    void soon(Runnable work) {
        later(Duration.of(1 + random.nextInt(MOST_JITTER_MICROS), ChronoUnit.MICROS), work);
    }

    /** Lets this much time pass. */
    void run(Duration duration) {
        long end = micros + duration.toNanos() / 1_000;
        for (Task next = tasks.peek(); next != null && next.at() <= end; next = tasks.peek()) {
            tasks.remove();
            micros = Math.max(micros, next.at());
            next.work().run();
        }
        micros = end;
    }
}
