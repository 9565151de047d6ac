package io.ringfence.bench;

import java.util.Arrays;

/** Times in nanoseconds, and what stands at a given part of them in order. Not thread-safe. */
final class Latencies {
    private long[] times = new long[1024];
    private int count;

    void add(long nanos) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = nanos;
    }

    int count() {
        return count;
    }

    /** The time that this part of them does not exceed, in milliseconds; {@code part} from 0 to 1. */
    double atMs(double part) {
        if (count == 0) {
            throw new BenchFailure("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) (part * count))] / 1e6;
    }

    double p50Ms() {
        return atMs(0.50);
    }

    double p99Ms() {
        return atMs(0.99);
    }
}
