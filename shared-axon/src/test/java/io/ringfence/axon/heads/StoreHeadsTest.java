package io.ringfence.axon.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.heads.HeadLine.End;
import io.ringfence.axon.publish.EventPublisher;
import io.ringfence.axon.publish.PublishedForm;
import io.ringfence.axon.publish.PublisherProcess;
import io.ringfence.axon.store.StoredEventRows;
import io.ringfence.events.proof.EventChain;
import io.ringfence.events.proof.Hash;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three aggregates of five events each, decided one after the other in turn, on a real PostgreSQL. What a test edits is
 * rolled back behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreHeadsTest {
    private static final String SOURCE = "/ringfence/test";
    private static final int EVENTS = 5;

    private final List<ProducerRecord<byte[], byte[]>> published = new CopyOnWriteArrayList<>();
    private final TestStore store = TestStore.on(
            TestStore.freshDatabase(),
            configurer -> PublisherProcess.addTo(
                    configurer,
                    axon -> new EventPublisher(
                            record -> {
                                published.add(record);
                                return CompletableFuture.completedFuture(null);
                            },
                            axon.eventSerializer(),
                            SOURCE,
                            Duration.ofSeconds(5))));
    private final List<SecurityGroupId> groups =
            List.of(Submissions.newGroup(), Submissions.newGroup(), Submissions.newGroup()).stream()
                    .sorted(Comparator.comparing(SecurityGroupId::value))
                    .toList();
    private final SecurityGroupId second = groups.get(1);

    private Transaction edits = NoTransactionManager.INSTANCE.startTransaction();

    @BeforeAll
    void decide() {
        for (int i = 0; i < EVENTS; i++) {
            for (SecurityGroupId group : groups) {
                decide(i == 0 ? Submissions.open(group) : Submissions.authorize(group));
            }
        }
    }

    private void decide(Submission submission) {
        store.gate(Duration.ZERO)
                .submit(submission)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @BeforeEach
    void begin() {
        edits = store.transactions().startTransaction();
    }

    @AfterEach
    void rollBack() {
        edits.rollback();
    }

    @AfterAll
    void close() {
        store.close();
    }

    private StoreHeads heads(int page) {
        var stored = store.axon().eventSerializer();
        return new StoreHeads(
                new StoredEventRows(store.transactions(), stored), new PublishedForm(stored, SOURCE), page);
    }

    /** The lines but the last, which must be there and say this. */
    private List<HeadLine> all(Instant until, long aggregates, long events) {
        List<Object> lines = new ArrayList<>();
        try {
            heads(4).ofAll(until, lines::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return withoutEnd(lines, aggregates, events);
    }

    private List<HeadLine> all() {
        return all(Instant.MAX, groups.size(), (long) groups.size() * EVENTS);
    }

    private List<HeadLine> ofSecond(long events) {
        List<Object> lines = new ArrayList<>();
        try {
            heads(2).ofOne(AggregateRef.rules(second), null, lines::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return withoutEnd(lines, 1, events);
    }

    private static List<HeadLine> withoutEnd(List<Object> lines, long aggregates, long events) {
        assertThat(lines).last().isEqualTo(new End(true, aggregates, events));
        return lines.subList(0, lines.size() - 1).stream()
                .map(HeadLine.class::cast)
                .toList();
    }

    private List<Hash> hashesOfSecond() {
        return ofSecond(EVENTS).stream().map(HeadLine::hash).toList();
    }

    /** Changes columns of revision 3 of the second aggregate, as somebody with a database client would. */
    private void edit(String assignments) {
        assertThat(change("update domainevententry set " + assignments + ofThird()))
                .isEqualTo(1);
    }

    private String ofThird() {
        return " where sequencenumber = 2 and aggregateidentifier = 'rules:" + second + "'";
    }

    private int change(String statement) {
        return store.transactions()
                .inTransaction(connection -> connection.createStatement().executeUpdate(statement));
    }

    @Test
    void the_hashes_are_those_of_the_records_as_they_are_published() {
        PublisherProcess.of(store.axon()).start();
        Waiting.until(
                Duration.ofSeconds(30), "everything is published", () -> published.size() == groups.size() * EVENTS);

        for (SecurityGroupId group : groups) {
            Hash hash = EventChain.start(AggregateRef.rules(group));
            for (WireRecord record : publishedOf(group)) {
                hash = EventChain.next(hash, EventChain.content(record));
            }
            Hash expected = hash;
            assertThat(all())
                    .filteredOn(line -> line.aggregate().equals("rules:" + group))
                    .singleElement()
                    .satisfies(line -> assertThat(line.hash()).isEqualTo(expected))
                    .satisfies(line -> assertThat(line.revision()).isEqualTo(EVENTS))
                    .satisfies(line -> assertThat(line.occurredAt())
                            .isEqualTo(
                                    publishedOf(group).get(EVENTS - 1).headers().get("ce_time")));
        }
    }

    private List<WireRecord> publishedOf(SecurityGroupId group) {
        return published.stream()
                .map(StoreHeadsTest::wire)
                .filter(record -> record.key().equals(group.value()))
                .toList();
    }

    private static WireRecord wire(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("traceparent", "added on the way"));
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new WireRecord(new String(record.key(), StandardCharsets.UTF_8), headers, record.value());
    }

    @Test
    void each_revision_of_one_aggregate_is_said_with_its_place_in_the_store() {
        List<HeadLine> lines = ofSecond(EVENTS);

        Hash hash = EventChain.start(AggregateRef.rules(second));
        for (HeadLine line : lines) {
            hash = EventChain.next(hash, Objects.requireNonNull(line.content()));
            assertThat(line.hash()).isEqualTo(hash);
        }
        assertThat(lines).extracting(HeadLine::revision).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(lines).extracting(HeadLine::globalIndex).containsExactly(2L, 5L, 8L, 11L, 14L);
        assertThat(all().get(1).hash()).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7, 15, 500})
    void the_lines_are_the_same_in_pages_of_any_size(int page) throws IOException {
        List<Object> lines = new ArrayList<>();
        heads(page).ofAll(null, lines::add);
        List<Object> one = new ArrayList<>();
        heads(page).ofOne(AggregateRef.rules(second), null, one::add);

        assertThat(withoutEnd(lines, 3, 15)).isEqualTo(all());
        assertThat(all())
                .extracting(HeadLine::aggregate)
                .containsExactlyElementsOf(
                        groups.stream().map(group -> "rules:" + group).toList());
        assertThat(withoutEnd(one, 1, 5)).isEqualTo(ofSecond(EVENTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = set_byte(payload, 5, get_byte(payload, 5) # 1)",
                "payload = payload || ' '::bytea",
                "payload = 'no JSON'",
                "metadata = convert_to(replace(convert_from(metadata, 'UTF8'), 'alice', 'alicf'), 'UTF8')",
                "metadata = convert_to(replace(convert_from(metadata, 'UTF8'), '\"rest\"', '\"kafka\"'), 'UTF8')",
                "eventidentifier = 'another'",
                "payloadtype = replace(payloadtype, 'RulesAuthorized', 'RulesRevoked')"
            })
    void an_edit_changes_the_hash_of_its_revision_and_of_all_behind_it(String edit) {
        List<Hash> before = hashesOfSecond();
        List<HeadLine> allBefore = all();

        edit(edit);

        List<Hash> after = hashesOfSecond();
        assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
        assertThat(after.subList(2, EVENTS)).doesNotContainAnyElementsOf(before).doesNotHaveDuplicates();
        List<HeadLine> allAfter = all();
        assertThat(allAfter.get(1).hash()).isEqualTo(after.get(EVENTS - 1));
        assertThat(List.of(allAfter.get(0), allAfter.get(2))).isEqualTo(List.of(allBefore.get(0), allBefore.get(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata = 'no JSON'|3 cannot be read: ",
                "metadata = null|3 cannot be read: ",
                "metadata = convert_to('{}', 'UTF8')|3 cannot be read: an event is stored without occurredAt",
                "metadata = convert_to(replace(convert_from(metadata, 'UTF8'), '\"rest\"', '7'), 'UTF8')|3 cannot be read: ",
                "payloadtype = 'io.ringfence.Later'|3 cannot be read: not an event of the contract: ",
                "sequencenumber = 100|3 is missing",
                "sequencenumber = -1|1 is missing"
            })
    void what_cannot_be_read_is_said_of_its_aggregate_alone(String edit, String why) {
        List<HeadLine> before = all();

        edit(edit);

        int first = Integer.parseInt(why.substring(0, 1));
        List<HeadLine> after = all(Instant.MAX, 3, 2L * EVENTS + first - 1);
        assertThat(List.of(after.get(0), after.get(2))).isEqualTo(List.of(before.get(0), before.get(2)));
        assertThat(after.get(1).aggregate()).isEqualTo("rules:" + second);
        assertThat(after.get(1).failure()).startsWith("revision " + why);
        assertThat(after.get(1).hash()).isNull();
        assertThat(ofSecond(first - 1)).last().isEqualTo(after.get(1));
    }

    @Test
    void a_row_under_a_name_that_no_aggregate_has_is_said_too() {
        edit("aggregateidentifier = 'nobody', sequencenumber = 0");

        List<HeadLine> lines = all(Instant.MAX, 4, 2L * EVENTS + 2);

        assertThat(lines.get(0).aggregate()).isEqualTo("nobody");
        assertThat(lines.get(0).failure()).startsWith("revision 1 cannot be read: must be kind:id");
        assertThat(lines.get(2).failure()).isEqualTo("revision 3 is missing");
    }

    @Test
    void an_event_taken_out_of_the_middle_is_missed_and_one_at_the_end_is_not_there() {
        List<HeadLine> before = all();
        change("delete from domainevententry where sequencenumber = 4 and aggregateidentifier = 'rules:" + second
                + "'");
        List<HeadLine> cut = all(Instant.MAX, 3, 3L * EVENTS - 1);
        assertThat(cut.get(1).revision()).isEqualTo(4);
        assertThat(cut.get(1).hash()).isNotEqualTo(before.get(1).hash());

        change("delete from domainevententry" + ofThird());
        assertThat(all(Instant.MAX, 3, 2L * EVENTS + 2).get(1).failure()).isEqualTo("revision 3 is missing");
    }

    @Test
    void what_occurred_later_is_left_out() {
        HeadLine third = ofSecond(EVENTS).get(2);
        Instant until = Micros.parse(Objects.requireNonNull(third.occurredAt()));

        List<HeadLine> lines = all(until, 3, 3 + 3 + 2);

        assertThat(lines).extracting(HeadLine::revision).containsExactly(3L, 3L, 2L);
        assertThat(lines.get(1).hash()).isEqualTo(third.hash());
        assertThat(lines.get(1).occurredAt()).isEqualTo(third.occurredAt());
        assertThat(all(Instant.EPOCH, 0, 0)).isEmpty();
    }

    @Test
    void of_an_aggregate_that_is_not_there_only_the_end_is_said() throws IOException {
        List<Object> lines = new ArrayList<>();
        heads(2).ofOne(AggregateRef.rules(Submissions.newGroup()), null, lines::add);

        assertThat(lines).containsExactly(new End(true, 0, 0));
    }
}
