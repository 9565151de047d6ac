package io.ringfence.axon.intake;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what is asked for one key in the order of asking, the next when the one before has completed, and what is asked
 * for different keys beside each other. Holds no thread. For any thread.
 */
final class KeyOrder {
    /** Who waits for each key that is busy. */
    private final Map<ByteBuffer, Deque<Turn<?>>> waiting = new HashMap<>();

    /** Begins the work now, or when its key is free; a record without a key is in nobody's order. */
    <T> CompletionStage<T> run(byte @Nullable [] key, Supplier<CompletionStage<T>> work) {
        Turn<T> turn = new Turn<>(work);
        if (key == null) {
            turn.begin();
        } else if (isFirst(ByteBuffer.wrap(key), turn)) {
            go(ByteBuffer.wrap(key), turn);
        }
        return turn.outcome;
    }

    private synchronized boolean isFirst(ByteBuffer key, Turn<?> turn) {
        Deque<Turn<?>> line = waiting.get(key);
        if (line == null) {
            waiting.put(key, new ArrayDeque<>(1));
            return true;
        }
        line.add(turn);
        return false;
    }

    /** A loop and no recursion: a thousand turns that complete at once must not fill the stack. */
    private void go(ByteBuffer key, Turn<?> first) {
        for (Turn<?> turn = first; turn != null; turn = next(key)) {
            turn.begin();
            if (!turn.outcome.isDone()) {
                CompletionStage<?> undecided = turn.outcome;
                undecided.whenComplete((done, failure) -> {
                    Turn<?> next = next(key);
                    if (next != null) {
                        go(key, next);
                    }
                });
                return;
            }
        }
    }

    private synchronized @Nullable Turn<?> next(ByteBuffer key) {
        Deque<Turn<?>> line = waiting.get(key);
        Turn<?> next = line == null ? null : line.poll();
        if (next == null) {
            waiting.remove(key);
        }
        return next;
    }

    private static final class Turn<T> {
        private final Supplier<CompletionStage<T>> work;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();

        private Turn(Supplier<CompletionStage<T>> work) {
            this.work = work;
        }

        private void begin() {
            CompletionStage<T> begun;
            try {
                begun = work.get();
            } catch (RuntimeException e) {
                begun = CompletableFuture.failedFuture(e);
            }
            begun.whenComplete((result, failure) -> {
                if (failure == null) {
                    outcome.complete(result);
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
        }
    }
}
