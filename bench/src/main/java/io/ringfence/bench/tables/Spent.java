package io.ringfence.bench.tables;

import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Medians;
import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What something took.
 *
 * @param seconds by the clock
 * @param processorSeconds what was worked for it: unlike the first, no longer beside others
 */
record Spent(double seconds, double processorSeconds) {
    private static final double TICKS_A_SECOND = 100;
    private static final int USER_TICKS = 11;

    /** Counts the work of the whole process and of those that it waited for, to a hundredth of a second. */
    static Spent byProcess(Runnable task) {
        double used = usedSoFar();
        long begun = System.nanoTime();
        task.run();
        return new Spent((System.nanoTime() - begun) / 1e9, usedSoFar() - used);
    }

    /** Counts the work of this thread and of the one inside a namespace, to the nanosecond. */
    static Spent byThreads(NetworkNamespace inside, Runnable task) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long used = threads.getCurrentThreadCpuTime() + inside.call(threads::getCurrentThreadCpuTime);
        long begun = System.nanoTime();
        task.run();
        long took = System.nanoTime() - begun;
        long usedThen = threads.getCurrentThreadCpuTime() + inside.call(threads::getCurrentThreadCpuTime);
        return new Spent(took / 1e9, (usedThen - used) / 1e9);
    }

    /** The median of each of both. */
    static Spent median(List<Spent> all) {
        return new Spent(
                Medians.of(all.stream().map(Spent::seconds).toList()),
                Medians.of(all.stream().map(Spent::processorSeconds).toList()));
    }

    /** The sum of the four times of proc_pid_stat(5), which come behind the name in parentheses. */
    private static double usedSoFar() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] behindName =
                    stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            long ticks = 0;
            for (int field = USER_TICKS; field < USER_TICKS + 4; field++) {
                ticks += Long.parseLong(behindName[field]);
            }
            return ticks / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new BenchFailure("cannot read what the process used", e);
        }
    }
}
