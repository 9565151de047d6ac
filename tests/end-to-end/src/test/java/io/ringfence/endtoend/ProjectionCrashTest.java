package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.wire.EventRecord;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.process.ServiceProcess;
import io.ringfence.testing.story.Delivery;
import io.ringfence.testing.story.History;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The projection is killed again and again while it catches up with a long random history: in the end its rows, and
 * where they stand in Kafka, are those of a projection of the same topics that nobody disturbed.
 */
class ProjectionCrashTest {
    private static final boolean LONG = Boolean.getBoolean("ringfence.test.long");
    private static final int EVENTS = LONG ? 200_000 : 4_000;
    /** Not every step of a history is an event. */
    private static final int STEPS = EVENTS * 4 / 3;

    private static final int KILLS = LONG ? 15 : 2;
    private static final Duration CAUGHT_UP = Duration.ofMinutes(LONG ? 10 : 2);

    @Test
    void a_projection_killed_at_random_times_while_it_catches_up_ends_with_the_same_rows() {
        SplittableRandom random = new SplittableRandom(Seeds.one());
        try (Ground ground = Ground.start(List.of("undisturbed", "killed"))) {
            long records = Publication.send(ground.bootstrapServers(), history(random));
            ProjectionRows undisturbed = new ProjectionRows(ground.database("undisturbed"));
            ProjectionRows killed = new ProjectionRows(ground.database("killed"));

            try (ServiceProcess witness = projection(ground, undisturbed, 2_000).start()) {
                killWhileCatchingUp(ground, killed, records, random);
                catchUp(witness, undisturbed, records);
            }

            Map<String, Long> rows = killed.assertSameAs(undisturbed);
            System.out.println("the same rows: " + rows);
            assertThat(rows.get("history")).isGreaterThanOrEqualTo(EVENTS);
            assertThat(rows).containsKeys("rule_version", "instance_version", "aggregate", "feed_position");
        }
    }

    /** A lawful history as a publisher that was killed itself delivers it: some events come once more. */
    private static List<EventRecord> history(SplittableRandom random) {
        List<EventRecord> events = History.of(random.split(), STEPS).events();
        assertThat(events.size()).isGreaterThanOrEqualTo(EVENTS);
        return Delivery.withDuplicates(random, events);
    }

    private static ServiceProcess projection(Ground ground, ProjectionRows rows, int batchSize) {
        Database database = rows.database();
        return new ServiceProcess(
                "projection-" + database.name(),
                "services/projection-service",
                Map.of(
                        "kafka.bootstrap.servers", ground.bootstrapServers(),
                        "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                        "quarkus.datasource.reactive.url", database.reactiveUrl(),
                        "quarkus.datasource.username", database.user(),
                        "quarkus.datasource.password", database.password(),
                        "ringfence.projection.batch-size", Integer.toString(batchSize)));
    }

    /** Each life has batches of another size, and ends somewhere in what is left. */
    private static void killWhileCatchingUp(Ground ground, ProjectionRows rows, long records, SplittableRandom random) {
        for (int left = KILLS; left > 0; left--) {
            long before = rows.consumed();
            long wanted = before + 1 + random.nextLong(2 * (records - before) / (left + 2));
            long at;
            try (ServiceProcess life = projection(ground, rows, 20 + random.nextInt(LONG ? 200 : 60))) {
                awaitConsumed(life.start(), rows, wanted);
                life.kill();
                at = rows.consumed();
            }
            System.out.println("kill -9 of the projection at record " + at + " of " + records);
            assertThat(at).as("where the projection was killed").isBetween(before + 1, records - 1);
        }
        try (ServiceProcess last = projection(ground, rows, 2_000)) {
            catchUp(last.start(), rows, records);
        }
    }

    private static void catchUp(ServiceProcess projection, ProjectionRows rows, long records) {
        awaitConsumed(projection, rows, records);
        assertThat(rows.consumed()).isEqualTo(records);
    }

    private static void awaitConsumed(ServiceProcess projection, ProjectionRows rows, long wanted) {
        Waiting.until(
                CAUGHT_UP,
                () -> "record " + wanted + " is consumed; " + rows.consumed() + " are, and the log ends with:\n"
                        + projection.logTail(),
                () -> {
                    assertThat(projection.isAlive())
                            .as(() -> "the projection lives; its log ends with:\n" + projection.logTail())
                            .isTrue();
                    return rows.consumed() >= wanted;
                });
    }
}
