package io.ringfence.axon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that race: each is right, revisions are exact, and one that is sent twice happens once. */
class ManyCommandsAtOnceTest {
    private static final int MANY = 40;
    private static final int WAITING = 500;

    private final TestStore store = TestStore.fresh();
    private final CommandGate gate = store.gate(Duration.ofSeconds(30));
    private final SecurityGroupId group = Submissions.newGroup();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void commands_on_one_aggregate_get_one_revision_each() {
        CommandGateTest.join(gate, Submissions.open(group));

        List<Outcome> outcomes = all(IntStream.range(0, MANY)
                .mapToObj(i -> gate.submit(Submissions.authorize(group)).toCompletableFuture())
                .toList());

        assertThat(outcomes)
                .extracting(CommandGateTest::revision)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, MANY + 1).boxed().toList());
    }

    @Test
    void two_processes_on_one_store_lose_and_repeat_nothing() {
        CommandGateTest.join(gate, Submissions.open(group));

        try (TestStore other = TestStore.on(store.database())) {
            CommandGate otherGate = other.gate(Duration.ZERO);
            List<Outcome> outcomes = all(IntStream.range(0, MANY)
                    .mapToObj(i -> (i % 2 == 0 ? gate : otherGate)
                            .submit(Submissions.authorize(group))
                            .toCompletableFuture())
                    .toList());

            assertThat(outcomes)
                    .extracting(CommandGateTest::revision)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(2, MANY + 1).boxed().toList());
        }
    }

    @Test
    void one_command_sent_many_times_at_once_happens_once() {
        CommandGateTest.join(gate, Submissions.open(group));
        Submission command = Submissions.authorize(group);

        try (TestStore other = TestStore.on(store.database())) {
            CommandGate otherGate = other.gate(Duration.ZERO);
            List<Outcome> outcomes = all(IntStream.range(0, MANY)
                    .mapToObj(
                            i -> (i % 2 == 0 ? gate : otherGate).submit(command).toCompletableFuture())
                    .toList());

            assertThat(outcomes).extracting(CommandGateTest::text).containsOnly(CommandGateTest.text(outcomes.get(0)));
            assertThat(CommandGateTest.revision(outcomes.get(0))).isEqualTo(2);
            assertThat(store.count("select count(*) from domainevententry")).isEqualTo(2);
        }
    }

    @Test
    void five_hundred_that_wait_for_unknown_groups_hold_no_thread_and_delay_no_other_key() {
        List<SecurityGroupId> unknown =
                Stream.generate(Submissions::newGroup).limit(WAITING).toList();
        List<CompletableFuture<Answer>> waiting = unknown.stream()
                .map(other -> gate.submit(Submissions.authorize(other)).toCompletableFuture())
                .toList();
        CommandGateTest.join(gate, Submissions.open(group));

        // Far more commands than could be decided beside them if each of the waiting ones were looked at again.
        List<Outcome> outcomes = all(IntStream.range(0, WAITING)
                .mapToObj(i -> gate.submit(Submissions.authorize(group)).toCompletableFuture())
                .toList());

        assertThat(outcomes).extracting(CommandGateTest::revision).doesNotHaveDuplicates();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        unknown.forEach(other -> gate.submit(Submissions.open(other)));
        assertThat(all(waiting)).extracting(CommandGateTest::revision).containsOnly(2L);
    }

    @Test
    void who_waits_is_called_when_the_group_is_heard_of() {
        CompletableFuture<Answer> waiting =
                gate.submit(Submissions.authorize(group)).toCompletableFuture();
        try (TestStore other = TestStore.on(store.database())) {
            CommandGateTest.join(other.gate(Duration.ZERO), Submissions.open(group));

            gate.heard(group);

            assertThat(all(List.of(waiting)))
                    .extracting(CommandGateTest::revision)
                    .containsExactly(2L);
        }
    }

    @Test
    void a_group_that_never_comes_is_unknown_after_the_wait_and_that_is_recorded() {
        Submission command = Submissions.authorize(group);

        Outcome outcome = CommandGateTest.join(store.gate(Duration.ofMillis(100)), command);

        assertThat(CommandGateTest.code(outcome)).isEqualTo(ProblemCode.SECURITY_GROUP_NOT_FOUND);
        CommandGateTest.join(gate, Submissions.open(group));
        assertThat(CommandGateTest.text(CommandGateTest.join(gate, command))).isEqualTo(CommandGateTest.text(outcome));
    }

    private static List<Outcome> all(List<CompletableFuture<Answer>> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.orTimeout(60, TimeUnit.SECONDS).join().outcome())
                .toList();
    }
}
