package io.ringfence.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be closed at the end, the last first; each is closed even if another's closing fails. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        BenchFailure failed = null;
        for (AutoCloseable resource : opened) {
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
