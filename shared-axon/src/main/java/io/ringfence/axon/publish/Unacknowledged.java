package io.ringfence.axon.publish;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was sent and is not acknowledged yet. Whoever sends a batch again, as he has waited in vain, waits again for
 * what is on its way, so that nothing is sent a second time while the first is on its way, and nothing overtakes. What
 * was acknowledged in the meantime is sent again with the batch.
 *
 * @param <K> what a record is known by
 */
public final class Unacknowledged<K> {
    private final Map<K, CompletableFuture<Void>> onTheirWay = new ConcurrentHashMap<>();

    /** Sends what is not on its way; completes when it is acknowledged. */
    public CompletableFuture<Void> send(K key, Supplier<CompletionStage<Void>> send) {
        CompletableFuture<Void> before = onTheirWay.get(key);
        if (before != null) {
            return before;
        }
        CompletableFuture<Void> sent = send.get().toCompletableFuture();
        onTheirWay.put(key, sent);
        return sent.whenComplete((done, failure) -> onTheirWay.remove(key, sent));
    }
}
