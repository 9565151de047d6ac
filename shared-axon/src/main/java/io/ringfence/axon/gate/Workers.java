package io.ringfence.axon.gate;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which commands are decided: a fixed number and a bounded queue. A full queue refuses
 * with {@link java.util.concurrent.RejectedExecutionException}.
 */
public final class Workers implements Executor {
    private final ThreadPoolExecutor pool;

    /**
     * @param threads commands decided at once; each holds a connection
     * @param queue commands waiting for a thread
     */
    public Workers(int threads, int queue) {
        this.pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), named("gate-worker"));
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    /** Runs something short after a while, without a thread of the pool waiting for it. */
    void later(Duration delay, Runnable next) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(next);
    }

    /** Takes nothing new and lets what is under way finish, for at most ten seconds. */
    public void stop() throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
            pool.shutdownNow();
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
