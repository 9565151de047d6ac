package io.ringfence.bench;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What is to be closed at the end, the last first; each is closed once, even if another's closing fails. Any thread may
 * close, as the one does that ends an interrupted program.
 */
public final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

    public <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        BenchFailure failed = null;
        for (AutoCloseable resource = opened.poll(); resource != null; resource = opened.poll()) {
            try {
                resource.close();
            } catch (Exception e) {
                failed = new BenchFailure("something could not be closed: " + e.getMessage(), e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
