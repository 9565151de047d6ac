package io.ringfence.agent.apply;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what is done to a table, and how long each load takes. */
public final class MeteredTable implements KernelTable {

    private final KernelTable table;
    private final InstantSource clock;
    private final Timer loads;
    private final Counter failures;
    private long count;
    private long failed;
    private @Nullable Last last;

    public MeteredTable(KernelTable table, MeterRegistry registry, InstantSource clock) {
        this.table = table;
        this.clock = clock;
        this.loads = Timer.builder("ringfence.agent.apply")
                .description("Time to put a table in force")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.failures = Counter.builder("ringfence.agent.apply.failures")
                .description("Tables that were refused")
                .register(registry);
    }

    /** The newest load that succeeded. */
    public record Last(Instant at, long micros) {}

    /** Null before the first. */
    public @Nullable Last last() {
        return last;
    }

    public long count() {
        return count;
    }

    public long failed() {
        return failed;
    }

    @Override
    public String description() {
        return table.description();
    }

    @Override
    public boolean inKernel() {
        return table.inKernel();
    }

    @Override
    public int load(Table wanted, Epoch epoch) {
        return meter(() -> table.load(wanted, epoch));
    }

    @Override
    public int change(TableChange change, Epoch epoch) {
        return meter(() -> table.change(change, epoch));
    }

    private int meter(IntSupplier load) {
        long start = System.nanoTime();
        int transactions;
        try {
            transactions = load.getAsInt();
        } catch (TableRefused refused) {
            failures.increment();
            failed++;
            throw refused;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        loads.record(took);
        count++;
        last = new Last(clock.instant().truncatedTo(ChronoUnit.MICROS), took.toNanos() / 1_000);
        return transactions;
    }

    @Override
    public void judgeAnew(Epoch epoch) {
        table.judgeAnew(epoch);
    }

    @Override
    public void remove() {
        table.remove();
    }

    @Override
    public Optional<String> complaint(Table wanted) {
        return table.complaint(wanted);
    }

    @Override
    public Optional<String> read() {
        return table.read();
    }

    @Override
    public long generation() {
        return table.generation();
    }

    @Override
    public Transactions transactions() {
        return table.transactions();
    }

    @Override
    public void close() {
        table.close();
    }
}
