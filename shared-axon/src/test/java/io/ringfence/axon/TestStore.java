package io.ringfence.axon;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.GroupCommit;
import io.ringfence.axon.gate.LaneKey;
import io.ringfence.axon.gate.Lanes;
import io.ringfence.axon.gate.LedgerRows;
import io.ringfence.axon.gate.OutcomeMeter;
import io.ringfence.axon.gate.Timing;
import io.ringfence.axon.gate.WaitLimits;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.axon.store.AxonSetup;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.store.NewestEvent;
import io.ringfence.axon.store.RecentAggregates;
import io.ringfence.axon.store.StoredRevisionRows;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A write side on a real PostgreSQL, without Quarkus: one database, one or more processes' worth of everything else. */
public final class TestStore implements AutoCloseable {
    private final Database database;
    private final JdbcTransactions transactions;
    private final HybridClock clock;
    private final Configuration axon;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RecentAggregates recent = new RecentAggregates(100);
    private final List<Lanes> lanes = new ArrayList<>();

    private TestStore(Database database, UnaryOperator<Configurer> more) {
        this.database = database;
        this.transactions = new JdbcTransactions(source(database));
        this.clock = new HybridClock(InstantSource.system());
        clock.startAfter(NewestEvent.occurredAt(transactions));
        this.axon = more.apply(AxonSetup.configurer(transactions, recent, List.of(rules())))
                .start();
    }

    private AggregateDefinition rules() {
        return AggregateDefinition.of(SampleRules.class).with(JdbcTransactions.class, transactions);
    }

    /** A store on a database of its own. */
    public static TestStore fresh() {
        return on(freshDatabase());
    }

    /** A store on this database: another process beside, or after, the one that uses it. */
    public static TestStore on(Database database) {
        return new TestStore(database, UnaryOperator.identity());
    }

    /** The same, with event processors. */
    public static TestStore on(Database database, UnaryOperator<Configurer> more) {
        return new TestStore(database, more);
    }

    public static Database freshDatabase() {
        Database database = Infrastructure.shared().database("shared_axon");
        Flyway.configure()
                .dataSource(source(database))
                .locations("classpath:db/migration", "classpath:db/known-groups", "classpath:db/sample")
                .load()
                .migrate();
        return database;
    }

    public static PGSimpleDataSource source(Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    public CommandGate gate(Duration waitForUnknown) {
        return gate(new WaitLimits(waitForUnknown, Duration.ofSeconds(5)));
    }

    public CommandGate gate(WaitLimits limits) {
        return gate(Lanes.withThreads(4, 1_000, LaneKey.BY_TARGET), limits);
    }

    /** A gate with one lane for everything, whose work is done when and where the executor says. */
    public CommandGate gate(Executor executor) {
        return gate(
                new Lanes(executor, 1, 1_000, LaneKey.BY_TARGET), new WaitLimits(Duration.ZERO, Duration.ofSeconds(5)));
    }

    private CommandGate gate(Lanes own, WaitLimits limits) {
        lanes.add(own);
        return new CommandGate(commit(), own, new OutcomeMeter(meters), Timing.system(), limits);
    }

    private GroupCommit commit() {
        return new GroupCommit(
                axon.commandBus(),
                new LedgerRows(transactions),
                new StoredRevisionRows(transactions),
                transactions,
                recent,
                clock);
    }

    /** How many commands had this outcome, {@code ACCEPTED} or a problem's code. */
    public long answered(String outcome) {
        return meters.get("ringfence.commands").tag("outcome", outcome).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    public Database database() {
        return database;
    }

    public JdbcTransactions transactions() {
        return transactions;
    }

    public HybridClock clock() {
        return clock;
    }

    public Configuration axon() {
        return axon;
    }

    /** How many rows a query counts. */
    public long count(String query) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public void close() {
        try {
            for (Lanes own : lanes) {
                own.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        axon.shutdown();
    }
}
