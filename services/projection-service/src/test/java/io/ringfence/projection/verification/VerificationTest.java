package io.ringfence.projection.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.proof.InclusionProof;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.projection.Delivery;
import io.ringfence.projection.History;
import io.ringfence.projection.RandomHistory;
import io.ringfence.projection.Tables;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.projection.heads.HeadKeyFiles;
import io.ringfence.projection.verification.Discrepancy.Check;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever touches the history, anywhere, is found out; and nobody else is. Real PostgreSQL; Kafka is in memory. */
@QuarkusTest
@TestProfile(VerificationTest.NotFollowing.class)
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_verification"))
class VerificationTest {
    /** The service itself follows nothing, so that the test's own flows are alone with the rows. */
    public static final class NotFollowing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ringfence.projection.follow", "false");
        }
    }

    private static final int FLIPS = Boolean.getBoolean("ringfence.test.long") ? 400 : 12;

    @Inject
    RowStore rows;

    @Inject
    DataSource database;

    @TempDir
    Path directory;

    private final long seed = Seeds.one();
    private final Random random = new Random(seed);
    private Tables tables;
    private Installation installation;
    private List<EventRecord> events = List.of();

    @BeforeEach
    void happen() {
        tables = new Tables(database);
        installation = new Installation(rows, database, directory);
        events = new RandomHistory(seed, 90).events();
        int half = events.size() / 2;
        installation.happen(events.subList(0, half));
        installation.happen(events.subList(half, events.size()));
    }

    private List<WireRecord> records() {
        return new ArrayList<>(installation.records);
    }

    private static List<WireRecord> encoded(List<EventRecord> events) {
        return new ArrayList<>(events.stream().map(EventCodec::encode).toList());
    }

    /** The number of an event that has another one of its aggregate behind it, or has none. */
    private int any(boolean followed) {
        while (true) {
            int place = random.nextInt(events.size());
            AggregateRef aggregate = events.get(place).envelope().aggregate();
            boolean more = events.subList(place + 1, events.size()).stream()
                    .anyMatch(later -> later.envelope().aggregate().equals(aggregate));
            if (more == followed) {
                return place;
            }
        }
    }

    private void assertNamed(Report report, Check check, int place) {
        assertThat(report.verified()).as("seed %d", seed).isFalse();
        EventRecord event = events.get(place);
        assertThat(report.discrepancies()).as("seed %d", seed).anySatisfy(found -> {
            assertThat(found.check()).isEqualTo(check);
            assertThat(found.aggregate()).isEqualTo(event.envelope().aggregate().toString());
            assertThat(found.revision()).isEqualTo(event.envelope().sequence());
        });
    }

    private void assertFirst(Report report, int place) {
        EventRecord event = events.get(place);
        Discrepancy first = Objects.requireNonNull(report.first());
        assertThat(first.aggregate())
                .as("seed %d: %s", seed, report.discrepancies())
                .isEqualTo(event.envelope().aggregate().toString());
        assertThat(first.revision())
                .as("seed %d: %s", seed, report.discrepancies())
                .isEqualTo(event.envelope().sequence());
        assertThat(first.occurredAt()).isEqualTo(event.envelope().occurredAt());
    }

    @Test
    void what_was_not_touched_passes_in_whatever_order_and_however_often_it_comes() {
        Report report = installation.verify();

        assertThat(report.discrepancies()).as("seed %d", seed).isEmpty();
        assertThat(report.notCompared()).isEmpty();
        assertThat(report.verified()).isTrue();
        assertThat(report.events()).isEqualTo(events.size());
        assertThat(report.heads()).as("two heads of each topic").isEqualTo(6);
        assertThat(report.stores()).isEqualTo(report.aggregates()).isPositive();
        assertThat(report.rows()).isGreaterThan(events.size());
        assertThat(tables.text("select count(*) from information_schema.schemata where schema_name = 'verification'"))
                .isEqualTo("0");

        Report again = installation.verify(encoded(Delivery.shuffled(events, random)));

        assertThat(again.discrepancies()).as("seed %d", seed).isEmpty();
        assertThat(again.heads()).isEqualTo(6);
    }

    @Test
    void what_came_after_the_time_that_is_settled_is_left_for_the_next_time() {
        installation.until = events.get(events.size() / 3).envelope().occurredAt();

        Report report = installation.verify(records().subList(0, events.size() / 2));

        assertThat(report.discrepancies()).as("seed %d", seed).isEmpty();
    }

    @Test
    void a_byte_altered_in_kafka() {
        for (int i = 0; i < FLIPS; i++) {
            int place = random.nextInt(events.size());
            List<WireRecord> records = records();
            WireRecord record = records.get(place);
            byte[] body = record.body().clone();
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(7));
            records.set(place, new WireRecord(record.key(), record.headers(), body));

            Report report = installation.verify(records);

            assertFirst(report, place);
            assertThat(report.discrepancies())
                    .as("%s with seed %d", new String(body, UTF_8), seed)
                    .anyMatch(found -> found.check() == Check.STORE)
                    .anyMatch(found -> found.check() == Check.VIEW);
        }
    }

    @Test
    void an_attribute_altered_in_kafka() {
        for (String attribute : List.of(Headers.ACTOR, Headers.TIME, Headers.ID, Headers.CHANNEL, Headers.ACCOUNT)) {
            int place = any(random.nextBoolean());
            List<WireRecord> records = records();
            WireRecord record = records.get(place);
            Map<String, String> headers = new HashMap<>(record.headers());
            headers.computeIfPresent(attribute, (name, value) -> switch (name) {
                case Headers.CHANNEL -> value.equals("rest") ? "kafka" : "rest";
                case Headers.TIME -> value.replaceFirst("00Z$|Z$", "7Z");
                default -> value + "x";
            });
            records.set(place, new WireRecord(record.key(), headers, record.body()));

            assertNamed(installation.verify(records), Check.STORE, place);
        }
    }

    @Test
    void an_event_taken_out_of_the_middle() {
        int place = any(true);
        List<WireRecord> records = records();
        records.remove(place);

        Report report = installation.verify(records);

        assertNamed(report, Check.KAFKA, place);
        assertFirst(report, place);
    }

    @Test
    void an_event_taken_from_the_end() {
        int place = any(false);
        List<WireRecord> records = records();
        records.remove(place);

        Report report = installation.verify(records);

        assertNamed(report, Check.VIEW, place);
        assertNamed(report, Check.STORE, place);
        assertFirst(report, place);
    }

    @Test
    void an_event_that_comes_once_more_and_says_something_else() {
        int place = random.nextInt(events.size());
        WireRecord record = records().get(place);
        Map<String, String> headers = new HashMap<>(record.headers());
        headers.put(Headers.ACTOR, "mallory");

        Report report = installation.verify(with(new WireRecord(record.key(), headers, record.body())));

        assertNamed(report, Check.KAFKA, place);
        assertThat(report.discrepancies()).as("seed %d", seed).singleElement().satisfies(found -> {
            assertThat(found.detail()).contains("came before with another content");
            assertThat(found.place()).isNotNull();
        });
    }

    @Test
    void a_record_that_nobody_can_read() {
        int place = random.nextInt(events.size());
        WireRecord record = records().get(place);
        WireRecord nothing = new WireRecord("nobody", Map.of(), "nothing".getBytes(UTF_8));
        WireRecord torn = new WireRecord(record.key(), record.headers(), "{".getBytes(UTF_8));
        for (WireRecord unreadable : List.of(nothing, torn)) {
            Report report = installation.verify(with(unreadable));

            assertThat(report.verified()).as("seed %d", seed).isFalse();
            assertThat(report.discrepancies())
                    .as("seed %d", seed)
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.check()).isEqualTo(Check.KAFKA);
                        assertThat(found.detail()).startsWith("this record cannot be read: ");
                        assertThat(found.place()).isNotNull();
                    });
        }
    }

    private List<WireRecord> with(WireRecord more) {
        List<WireRecord> records = records();
        records.add(more);
        return records;
    }

    @Test
    void an_end_that_is_cut_off_everywhere_but_from_what_was_signed() {
        int cut = events.size() - 1;
        List<WireRecord> records = records().subList(0, cut);
        installation.stored.remove(cut);
        installation.rebuildViews(records);

        Report report = installation.verify(records);

        assertThat(report.discrepancies()).as("seed %d", seed).singleElement().satisfies(found -> {
            assertThat(found.check()).isEqualTo(Check.HEAD);
            assertThat(found.detail()).contains("head 2").contains("as head 1 says");
        });
    }

    @Test
    void two_events_of_one_aggregate_swapped() {
        int place = any(true);
        AggregateRef aggregate = events.get(place).envelope().aggregate();
        int next = place + 1;
        while (!events.get(next).envelope().aggregate().equals(aggregate)) {
            next++;
        }
        List<WireRecord> records = records();
        records.set(place, records().get(next));
        records.set(next, records().get(place));

        Report report = installation.verify(records);

        assertNamed(report, Check.KAFKA, next);
        assertThat(report.verified()).isFalse();
    }

    @Test
    void a_row_edited_in_a_view() {
        List<String> edits = List.of(
                "update rule_version set rule = replace(rule, 'tcp', 'udp') where ctid = (select ctid from rule_version"
                        + " where rule like '%tcp%' and valid_to < 9223372036854775807 limit 1)",
                "update rule_version set valid_to = valid_to + 1 where ctid = (select ctid from rule_version"
                        + " where valid_to < 9223372036854775807 limit 1)",
                "update group_version set inner_access_policy = 'ACCEPT' where ctid = (select ctid from group_version"
                        + " where inner_access_policy = 'DROP' limit 1)",
                "update history set actor = 'mallory' where ctid = (select ctid from history limit 1)",
                "update history set body = body || ' ' where ctid = (select ctid from history limit 1)",
                "delete from instance_version where ctid = (select ctid from instance_version limit 1)",
                "delete from address_claim where ctid = (select ctid from address_claim limit 1)",
                "insert into membership_version select id, 99, valid_from, valid_from + 1, actor, channel, account, vpc_id,"
                        + " type, open from membership_version limit 1",
                "update prefix_list_version set entries = '[]' where ctid = (select ctid from prefix_list_version limit 1)",
                "update aggregate set chain_hash = sha256('x') where ctid = (select ctid from aggregate limit 1)");
        int made = 0;
        for (String edit : edits) {
            happen();
            if (tables.execute(edit) == 0) {
                continue; // this random history has no such row
            }
            made++;

            Report report = installation.verify();

            assertThat(report.discrepancies())
                    .as("%s, seed %d", edit, seed)
                    .isNotEmpty()
                    .allMatch(found -> found.check() == Check.VIEW);
        }
        assertThat(made).isGreaterThan(edits.size() / 2);
    }

    @Test
    void an_event_edited_in_a_store() {
        int place = any(random.nextBoolean());
        WireRecord record = installation.stored.get(place);
        byte[] body = (new String(record.body(), UTF_8) + " ").getBytes(UTF_8);
        installation.stored.set(place, new WireRecord(record.key(), record.headers(), body));

        Report report = installation.verify();

        assertNamed(report, Check.STORE, place);
        assertThat(report.discrepancies()).hasSize(1);
        assertFirst(report, place);
    }

    @Test
    void heads_that_are_gone_altered_or_signed_by_somebody_else() throws IOException {
        Path file = directory.resolve("heads.ndjson");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(6);

        Files.write(file, lines.subList(0, 5));
        assertHead(installation.verify(), "Kafka has it and the file has not");

        Files.write(file, lines);
        String taken = installation.headsInKafka.remove(2);
        assertHead(installation.verify(), "the file has it and Kafka has not");

        installation.headsInKafka.add(2, taken.replace("aggregates\\\":", "aggregates\\\":1"));
        assertHead(installation.verify(), "is not signed by this key");

        installation.headsInKafka.set(2, taken);
        assertThat(installation.verify().verified()).isTrue();

        installation.key = HeadKeyFiles.loadOrMake(directory.resolve("other.pem"));
        assertHead(installation.verify(), "is not signed by this key");
    }

    @Test
    void every_event_can_be_proven_and_a_stranger_and_a_young_one_cannot() throws Unreadable {
        for (EventRecord event : events) {
            InclusionProof proof =
                    InclusionProof.parse(installation.prove(event).toJson());

            assertThat(proof.check(installation.key.publicKey())).isEmpty();
            assertThat(proof.event().record().body())
                    .isEqualTo(EventCodec.encode(event).body());
        }
        History later = new History(seed + 1);
        later.startAt(events.get(events.size() - 1).envelope().occurredAt());
        later.group("young");
        installation.followOnly(later.events);

        assertThatThrownBy(() -> installation.prove(later.events.get(0)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("younger than the last head");
        tables.execute("update history set account = 'somebody'");
        assertThatThrownBy(() -> installation.prove(events.get(0)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("There is no event");
    }

    private void assertHead(Report report, String detail) {
        assertThat(report.discrepancies())
                .as("seed %d", seed)
                .isNotEmpty()
                .allMatch(found -> found.check() == Check.HEAD)
                .anyMatch(found -> found.detail().contains(detail));
    }
}
