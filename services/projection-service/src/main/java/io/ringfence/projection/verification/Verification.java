package io.ringfence.projection.verification;

import io.ringfence.events.proof.Head;
import io.ringfence.events.wire.Micros;
import io.ringfence.feed.EventFeed;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.projection.heads.HeadFile;
import io.ringfence.projection.heads.OneState;
import io.ringfence.projection.verification.Discrepancy.Check;
import io.ringfence.projection.verification.Progress.Stage;
import java.nio.file.Path;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One verification, from offset 0 to its report:
 *
 * <pre>
 *   Kafka --read once more--> tables beside the service's own --+-- do aggregates' events follow each other?
 *                                                               +-- are the views' rows the same?
 *                                                               +-- are these the events that were signed?
 *                                                               +-- are they those in the services' stores?
 * </pre>
 *
 * <p>All of it as of one time, until which everything is settled: the service goes on meanwhile. Blocks; used once.
 */
final class Verification {
    private final Sources sources;
    private final Clock clock;
    private final Consumer<Progress> progress;
    private final Findings findings = new Findings();
    private long rows;
    private long heads;
    private long stored;

    /**
     * What is compared with what.
     *
     * @param kafka the topics of events
     * @param rows the service's own tables
     * @param settledUntil until when everything is there; empty while that is not known
     * @param signed what is needed to check heads; null where there is no key
     */
    record Sources(
            EventFeed.Source kafka,
            RowStore rows,
            DataSource database,
            Supplier<Optional<Instant>> settledUntil,
            @Nullable Signed signed,
            Stores stores) {}

    /** The key, the heads of Kafka as JSON, and the directory with the file of heads. */
    record Signed(PublicKey key, String keyId, Supplier<List<String>> inKafka, Path directory) {}

    /** @param progress is told every now and then, and last of the report; may throw to end it */
    Verification(Sources sources, Clock clock, Consumer<Progress> progress) {
        this.sources = sources;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Verifies; empty if another verification is under way over the same database.
     *
     * @throws RuntimeException if it cannot be brought to its end
     */
    Optional<Report> run() {
        Instant startedAt = clock.instant();
        Optional<Instant> settled = sources.settledUntil().get();
        try (ScratchTables tables = ScratchTables.make(sources.database())) {
            if (tables == null) {
                return Optional.empty();
            }
            progress.accept(Progress.of(Stage.READING, 0, 0));
            new FreshReading(sources.kafka(), sources.rows().in(ScratchTables.SCHEMA))
                    .read((read, of) -> progress.accept(Progress.of(Stage.READING, read, of)));
            tables.analyze();
            Report report =
                    OneState.of(sources.database(), connection -> compare(connection, settled.orElse(null), startedAt));
            progress.accept(Progress.done(report));
            return Optional.of(report);
        }
    }

    private Report compare(Connection connection, @Nullable Instant settled, Instant startedAt) throws SQLException {
        long until = settled != null
                ? Micros.of(settled)
                : number(connection, "select coalesce(max(occurred_at), 0) from verification.history");
        if (settled == null) {
            findings.notCompared(
                    "whether the last events are missing in Kafka: not every publisher says what is settled");
        }
        Places places = new Places(connection);
        new KafkaCheck(connection, places).find(Findings.MOST_OF_A_CHECK).forEach(findings::add);
        views(connection, places, until);
        heads(connection, settled);
        stores(connection, places, until);
        List<Discrepancy> discrepancies = findings.discrepancies();
        return new Report(
                discrepancies.isEmpty(),
                Micros.toInstant(until),
                settled != null,
                number(connection, "select count(*) from verification.history"),
                number(connection, "select count(*) from verification.aggregate"),
                rows,
                heads,
                stored,
                sources.signed() == null ? null : sources.signed().keyId(),
                discrepancies.isEmpty() ? null : discrepancies.get(0),
                discrepancies,
                findings.notCompared(),
                startedAt,
                clock.instant());
    }

    private void views(Connection connection, Places places, long until) throws SQLException {
        ViewCheck check = new ViewCheck(connection, places, until);
        int done = 0;
        for (ViewTable table : ViewTable.ALL) {
            progress.accept(Progress.of(Stage.VIEWS, done++, ViewTable.ALL.size()));
            rows += check.rows(table);
            check.of(table, findings.left(Check.VIEW)).forEach(findings::add);
        }
    }

    /** Heads that are being signed meanwhile reach further than what was settled at the beginning. */
    private void heads(Connection connection, @Nullable Instant settled) throws SQLException {
        Signed signed = sources.signed();
        if (signed == null) {
            findings.notCompared("signed heads: there is no key (ringfence.heads.directory)");
            return;
        }
        progress.accept(Progress.of(Stage.HEADS, 0, 0));
        List<String> inFile = new HeadFile(signed.directory()).lines();
        Map<String, List<Head>> byTopic = new SignedHeads(
                        signed.key(), settled == null ? Instant.MAX : settled, findings)
                .check(signed.inKafka().get(), inFile);
        long of = byTopic.values().stream().mapToLong(List::size).sum();
        for (Map.Entry<String, List<Head>> topic : byTopic.entrySet()) {
            heads += new HeadCheck(connection, topic.getKey(), topic.getValue(), findings).check();
            progress.accept(Progress.of(Stage.HEADS, heads, of));
        }
    }

    private void stores(Connection connection, Places places, long until) throws SQLException {
        for (String topic : sources.stores().topics()) {
            long before = stored;
            try {
                stored += new StoreCheck(connection, places, sources.stores(), findings, until)
                        .check(topic, read -> progress.accept(Progress.of(Stage.STORES, before + read, 0)));
            } catch (Stores.NotAsked e) {
                findings.notCompared("the store of " + topic + ": " + e.getMessage());
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
