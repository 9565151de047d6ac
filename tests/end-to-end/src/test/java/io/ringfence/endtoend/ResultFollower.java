package io.ringfence.endtoend;

import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.events.wire.Headers;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Follows the results of commands on a thread of its own, so that many can be waited for at a time. A result may come
 * again, after a crash for instance; it must then say the same, and what does not is kept as a contradiction.
 */
final class ResultFollower implements AutoCloseable {
    private final Map<String, Heard> results = new ConcurrentHashMap<>();
    private final List<String> contradictions = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread;

    ResultFollower(Bus bus) {
        this.thread = new Thread(() -> bus.followResults(this::note, closing::get), "result-follower");
        this.thread.start();
    }

    private void note(String commandId, Heard result) {
        Heard first = results.putIfAbsent(commandId, result);
        if (first != null && !sameOutcome(first, result)) {
            contradictions.add(commandId + " came to " + first.body() + " and to " + result.body());
        }
    }

    private static boolean sameOutcome(Heard first, Heard second) {
        return !first.header(Headers.ID).equals(second.header(Headers.ID))
                || (first.header(Headers.TYPE).equals(second.header(Headers.TYPE))
                        && first.json().equals(second.json()));
    }

    /** The outcome of a command; fails when the bound is over. */
    Heard await(String commandId, Duration bound) {
        Waiting.until(bound, "result of " + commandId, () -> results.containsKey(commandId));
        return Objects.requireNonNull(results.get(commandId));
    }

    /** Results under one id that say different things. */
    List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    @Override
    public void close() {
        closing.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
