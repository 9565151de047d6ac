package io.ringfence.endtoend;

import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Follows the results of commands on a thread of its own, so that many can be waited for at a time. */
final class ResultFollower implements AutoCloseable {
    private final Map<String, Heard> results = new ConcurrentHashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread;

    ResultFollower(Bus bus) {
        this.thread = new Thread(() -> bus.followResults(results::put, closing::get), "result-follower");
        this.thread.start();
    }

    /** The outcome of a command; fails when the bound is over. */
    Heard await(String commandId, Duration bound) {
        Waiting.until(bound, "result of " + commandId, () -> results.containsKey(commandId));
        return Objects.requireNonNull(results.get(commandId));
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
