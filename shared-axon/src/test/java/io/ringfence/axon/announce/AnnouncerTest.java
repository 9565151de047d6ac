package io.ringfence.axon.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.LedgerRows;
import io.ringfence.axon.gate.Submission;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the ledger of a real store to the results; the broker is a list. */
class AnnouncerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestStore store = TestStore.fresh();
    private final CommandGate gate = store.gate(Duration.ZERO);
    private final LedgerOutbox outbox = new LedgerOutbox(store.transactions(), Duration.ofSeconds(5));
    private final SecurityGroupId group = Submissions.newGroup();
    private final List<Result> sent = new ArrayList<>();

    @BeforeEach
    void openRuleSet() {
        decide(Submissions.open(group));
        announceUntil(1);
        sent.clear();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_was_accepted_or_refused_is_announced_once_whatever_its_door() {
        Submission accepted = Submissions.authorize(group);
        Submission refused = Submissions.refused(group);
        decide(accepted);
        decide(refused);

        announceUntil(2);
        announce();

        assertThat(sent).extracting(Result::commandId).containsExactly(accepted.commandId(), refused.commandId());
        Result first = sent.get(0);
        assertThat(first.channel()).isEqualTo(Channel.REST);
        assertThat(first.actor()).isEqualTo("alice");
        assertThat(first.commandType()).isEqualTo("AuthorizeRules");
        assertThat(first.target()).isEqualTo(group.value());
        assertThat(((Outcome.Accepted) first.outcome()).revision())
                .isEqualTo(new Revision(AggregateRef.rules(group), 2));
        assertThat(((Rejected) sent.get(1).outcome()).problem().code()).isEqualTo(ProblemCode.RULE_NOT_FOUND);
    }

    @Test
    void a_result_is_the_same_whether_the_ledger_or_a_door_tells_it() {
        Submission submission = Submissions.authorize(group);
        Outcome outcome = decide(submission);

        announceUntil(1);
        Result direct = Result.of(submission, outcome, sent.get(0).at());

        assertThat(direct.record("/x").headers())
                .isEqualTo(sent.get(0).record("/x").headers());
        assertThat(direct.record("/x").body())
                .isEqualTo(sent.get(0).record("/x").body());
    }

    @Test
    void a_transaction_that_began_early_and_commits_late_is_waited_for_and_never_passed_over() throws SQLException {
        try (Connection slow = TestStore.source(store.database()).getConnection()) {
            slow.setAutoCommit(false);
            insert(slow, "slow", "null");
            Submission quick = Submissions.authorize(group);
            decide(quick);

            assertThat(announce().heldBack()).isTrue();
            assertThat(sent).as("an older transaction still runs").isEmpty();

            slow.commit();
            announceUntil(2);
            assertThat(sent).extracting(Result::commandId).containsExactly("slow", quick.commandId());
        }
    }

    @Test
    void a_transaction_that_is_rolled_back_holds_nobody_up_for_ever() throws SQLException {
        Submission quick = Submissions.authorize(group);
        try (Connection slow = TestStore.source(store.database()).getConnection()) {
            slow.setAutoCommit(false);
            insert(slow, "slow", "null");
            decide(quick);
            slow.rollback();
        }
        announceUntil(1);

        assertThat(sent).extracting(Result::commandId).containsExactly(quick.commandId());
    }

    @Test
    void what_was_sent_and_not_noted_is_sent_again() {
        Submission submission = Submissions.authorize(group);
        decide(submission);

        assertThatThrownBy(() -> announceUntilThrown(results -> {
                    sent.addAll(results);
                    throw new IllegalStateException("the process dies");
                }))
                .hasMessage("the process dies");
        assertThatThrownBy(() -> announceUntilThrown(
                        results -> CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"))))
                .isInstanceOf(LedgerOutbox.NotAnnounced.class);
        announceUntil(2);

        assertThat(sent).extracting(Result::commandId).containsExactly(submission.commandId(), submission.commandId());
    }

    @Test
    void what_is_pending_is_announced_when_it_is_concluded() throws SQLException {
        try (Connection other = TestStore.source(store.database()).getConnection()) {
            insert(other, "pending", "'rules:sg-x@7'");
        }
        Submission later = Submissions.authorize(group);
        decide(later);
        announceUntil(1);
        assertThat(sent).extracting(Result::commandId).containsExactly(later.commandId());

        Outcome end = new Rejected(Problem.of(ProblemCode.SECURITY_GROUP_IN_USE, "in use"));
        store.transactions().inTransaction(connection -> {
            new LedgerRows(store.transactions()).conclude(Revision.parse("rules:sg-x@7"), end);
            return true;
        });
        announceUntil(2);

        assertThat(sent).hasSize(2).last().satisfies(result -> {
            assertThat(result.commandId()).isEqualTo("pending");
            assertThat(result.outcome()).isEqualTo(end);
        });
    }

    @Test
    void of_two_processes_one_announces_and_the_other_stands_by() {
        decide(Submissions.authorize(group));

        Waiting.until(
                SOON,
                "one is announced",
                () -> outbox.announceNext(results -> {
                                    CompletableFuture<Outbox.Look> other =
                                            CompletableFuture.supplyAsync(() -> outbox.announceNext(this::keep));
                                    assertThat(other.orTimeout(30, TimeUnit.SECONDS)
                                                    .join())
                                            .isEqualTo(Outbox.Look.NOTHING);
                                    return keep(results);
                                })
                                .announced()
                        == 1);

        assertThat(sent).hasSize(1);
    }

    @Test
    void the_thread_announces_at_once_when_it_is_told_and_again_what_kafka_did_not_take() {
        List<ProducerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
        boolean[] away = {true};
        Results results = new Results(
                record -> {
                    if (away[0]) {
                        away[0] = false;
                        return CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
                    }
                    records.add(record);
                    return CompletableFuture.completedFuture(null);
                },
                "/ringfence/test");
        try (Announcer announcer = new Announcer(outbox, results)) {
            gate.onDecided(announcer::wake);
            announcer.start();
            Submission submission = Submissions.authorize(group);
            decide(submission);

            Waiting.until(SOON, "the result is sent", () -> !records.isEmpty());
            assertThat(records.get(0).key()).asString().isEqualTo(submission.commandId());
            assertThat(new String(
                            records.get(0)
                                    .headers()
                                    .lastHeader(Headers.CORRELATION_ID)
                                    .value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(submission.commandId());
        }
    }

    /** PostgreSQL has transactions of its own now and then, behind which rows wait too. */
    private void announceUntil(int count) {
        Waiting.until(SOON, count + " are announced", () -> {
            announce();
            return sent.size() >= count;
        });
    }

    private void announceUntilThrown(Function<List<Result>, CompletionStage<Void>> send) {
        Waiting.until(SOON, "something is sent", () -> outbox.announceNext(send).announced() > 0);
    }

    private Outbox.Look announce() {
        return outbox.announceNext(this::keep);
    }

    private CompletionStage<Void> keep(List<Result> results) {
        sent.addAll(results);
        return CompletableFuture.completedFuture(null);
    }

    private Outcome decide(Submission submission) {
        return gate.submit(submission)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .outcome();
    }

    private static void insert(Connection connection, String commandId, String pendingOn) throws SQLException {
        try (Statement insert = connection.createStatement()) {
            insert.executeUpdate("insert into command_ledger (account, source, command_id, digest, outcome, pending_on,"
                    + " actor, channel, command_type, target, decided_at) values ('default', 'test', '" + commandId
                    + "', repeat('a', 64), '{\"problem\": {\"status\": 404, \"title\": \"t\", \"detail\": \"d\","
                    + " \"code\": \"RULE_NOT_FOUND\"}}', " + pendingOn
                    + ", 'alice', 'rest', 'RevokeRules', 'rules:sg-x', 1)");
        }
    }
}
