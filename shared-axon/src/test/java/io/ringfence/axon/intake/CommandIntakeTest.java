package io.ringfence.axon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.announce.LedgerOutbox;
import io.ringfence.axon.announce.Result;
import io.ringfence.axon.announce.Results;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.publish.RecordSink;
import io.ringfence.axon.time.Ids;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.CommandCodec;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of each record, and when it is done with; the broker is a list. */
class CommandIntakeTest {
    private static final String AUTHORIZE = "io.ringfence.rule.AuthorizeRules.v1";
    private static final String MODIFY = "io.ringfence.rule.ModifyRule.v1";
    private static final String RULE = """
            {"rules": [{"direction": "INGRESS", "policy": "ACCEPT", "protocol": "tcp", "portRange": "80/80",
                        "cidr": "10.0.0.0/8"}]}""";
    private static final String MISTAKE = "{\"ruleId\": \"sgr-00000000000000000\", \"priority\": 5}";

    private final TestStore store = TestStore.fresh();
    private final CommandGate gate = store.gate(Duration.ZERO);
    private final List<ProducerRecord<byte[], byte[]>> sent = new CopyOnWriteArrayList<>();
    private final SecurityGroupId group = Submissions.newGroup();
    private long offset;

    @BeforeEach
    void openRuleSet() {
        join(gate.submit(Submissions.open(group)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_record_is_done_when_its_answer_is_acknowledged_and_not_before() {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        CompletableFuture<Void> done = take(
                intake(record -> {
                    sent.add(record);
                    return acknowledged;
                }),
                List.of(record("c1", AUTHORIZE, "not json")));

        Waiting.until(Duration.ofSeconds(30), "the result is sent", () -> !sent.isEmpty());
        assertThat(done).isNotDone();
        acknowledged.complete(null);

        join(done);
    }

    @Test
    void a_result_that_kafka_does_not_take_is_sent_again() {
        AtomicInteger refusals = new AtomicInteger(3);
        RecordSink failing = record -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("the broker is away");
            }
            return keep(record);
        };

        join(take(intake(failing), List.of(record("c1", AUTHORIZE, "not json"))));

        assertThat(types()).containsExactly(Outcome.REJECTED_TYPE);
    }

    @Test
    void what_was_decided_is_announced_by_the_ledger_and_what_comes_again_at_once() {
        join(take(intake(this::keep), List.of(record("c1", AUTHORIZE, RULE))));
        assertThat(sent).isEmpty();

        join(take(intake(this::keep), List.of(record("c1", AUTHORIZE, RULE))));
        assertThat(types()).containsExactly(Outcome.ACCEPTED_TYPE);
        assertThat(announced(1)).extracting(Result::commandId).containsExactly("c1");
    }

    @Test
    void commands_of_one_key_are_decided_in_their_order() {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batch.add(record("c" + i, AUTHORIZE, RULE));
        }

        join(take(intake(this::keep), batch));

        assertThat(announced(20))
                .extracting(result ->
                        ((Outcome.Accepted) result.outcome()).revision().number())
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 21).boxed().toList());
    }

    @Test
    void a_command_over_which_the_service_trips_becomes_a_dead_letter_and_those_behind_it_go_on() {
        join(take(intake(this::keep), List.of(record("c1", MODIFY, MISTAKE), record("c2", AUTHORIZE, RULE))));

        assertThat(sent).extracting(ProducerRecord::topic).containsExactly(Topics.DEAD_LETTERS);
        assertThat(announced(1)).extracting(Result::commandId).containsExactly("c2");
        assertThat(header(sent.get(0), Headers.DEAD_REASON)).contains("failed");
        assertThat(header(sent.get(0), Headers.DEAD_OFFSET)).isEqualTo("0");
    }

    @Test
    void what_is_no_command_and_has_an_id_is_answered_like_a_refused_one() {
        join(take(intake(this::keep), List.of(record("c1", AUTHORIZE, "not json"))));

        assertThat(types()).containsExactly(Outcome.REJECTED_TYPE);
        assertThat(header(sent.get(0), Headers.CORRELATION_ID)).isEqualTo("c1");
        assertThat(header(sent.get(0), Headers.COMMAND_TYPE)).isEqualTo("AuthorizeRules");
        assertThat(text(sent.get(0).value())).contains("MALFORMED_JSON");
    }

    @Test
    void a_letter_that_kafka_finds_too_large_is_kept_without_its_bytes() {
        RecordSink small = record ->
                record.value() == null ? keep(record) : CompletableFuture.failedFuture(new RecordTooLargeException());

        join(take(intake(small), List.of(new ConsumerRecord<>(Topics.RULE_COMMANDS, 3, 7, utf8("k"), utf8("no id")))));

        assertThat(sent).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isNull();
            assertThat(header(letter, Headers.DEAD_BYTES_DROPPED)).isEqualTo("5");
            assertThat(header(letter, Headers.DEAD_OFFSET)).isEqualTo("7");
        });
    }

    @Test
    void a_record_without_key_and_body_becomes_a_dead_letter() {
        join(take(intake(this::keep), List.of(new ConsumerRecord<>(Topics.RULE_COMMANDS, 3, 7, null, null))));

        assertThat(sent).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTERS);
            assertThat(letter.key()).isNull();
            assertThat(header(letter, Headers.DEAD_PARTITION)).isEqualTo("3");
        });
    }

    private CommandIntake intake(RecordSink sink) {
        return new CommandIntake(
                new CommandEventReader(Topics.RULE_COMMANDS),
                new CommandCodec(new Ids()),
                gate,
                store.clock(),
                new Results(sink, "/ringfence/test"),
                new DeadLetters(sink),
                new Patience(Duration.ofMillis(1), Duration.ofMillis(10)));
    }

    private static CompletableFuture<Void> take(CommandIntake intake, List<ConsumerRecord<byte[], byte[]>> records) {
        return CompletableFuture.allOf(records.stream()
                .map(record -> intake.take(record).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /** What the ledger announces beside the rule set's opening, once it is so many. */
    private List<Result> announced(int count) {
        List<Result> announced = new ArrayList<>();
        LedgerOutbox outbox = new LedgerOutbox(store.transactions(), Duration.ofSeconds(5));
        Waiting.until(Duration.ofSeconds(30), count + " are announced", () -> {
            outbox.announceNext(results -> {
                announced.addAll(results);
                return CompletableFuture.completedFuture(null);
            });
            return announced.size() >= count + 1;
        });
        return announced.subList(1, announced.size());
    }

    private CompletionStage<Void> keep(ProducerRecord<byte[], byte[]> record) {
        sent.add(record);
        return CompletableFuture.completedFuture(null);
    }

    private ConsumerRecord<byte[], byte[]> record(String id, String type, String body) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.RULE_COMMANDS, 0, offset++, utf8(group.value()), utf8(body));
        Map.of(Headers.SPEC_VERSION, "1.0", Headers.ID, id, Headers.SOURCE, "/test", Headers.TYPE, type)
                .forEach((name, value) -> record.headers().add(name, utf8(value)));
        return record;
    }

    private List<String> types() {
        return sent.stream().map(record -> header(record, Headers.TYPE)).toList();
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <R> R join(CompletionStage<R> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
