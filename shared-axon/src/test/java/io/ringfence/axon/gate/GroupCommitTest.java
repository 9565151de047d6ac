package io.ringfence.axon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that share a transaction: what one of them does wrong is nothing to the others. */
class GroupCommitTest {
    private final TestStore store = TestStore.fresh();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final CommandGate gate = store.gate(work::add);
    private final SecurityGroupId group = Submissions.newGroup();
    private final SecurityGroupId other = Submissions.newGroup();

    @BeforeEach
    void openRuleSets() {
        together(Submissions.open(group), Submissions.open(other));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void commands_that_wait_together_are_decided_in_one_transaction() {
        together(Submissions.authorize(group), Submissions.authorize(group), Submissions.authorize(other));

        long transactions =
                store.count("select count(distinct xmin::text) from domainevententry where sequencenumber > 0");
        assertThat(transactions).isEqualTo(1);
        assertThat(store.count("select count(*) from domainevententry")).isEqualTo(5);
    }

    @Test
    void each_builds_on_those_before_it() {
        List<Outcome> outcomes =
                together(Submissions.authorize(group), Submissions.nothing(group), Submissions.authorize(group));

        assertThat(outcomes).extracting(CommandGateTest::revision).containsExactly(2L, 2L, 3L);
    }

    @Test
    void a_refused_one_leaves_nothing_but_its_refusal() {
        List<Outcome> outcomes =
                together(Submissions.authorize(group), Submissions.refused(group), Submissions.authorize(group));

        assertThat(CommandGateTest.code(outcomes.get(1))).isEqualTo(ProblemCode.RULE_NOT_FOUND);
        assertThat(CommandGateTest.revision(outcomes.get(2))).isEqualTo(3);
        assertThat(store.count("select count(*) from sample")).isZero();
        assertThat(store.count("select count(*) from command_ledger")).isEqualTo(5);
    }

    @Test
    void a_mistake_fails_alone() {
        List<Outcome> outcomes =
                together(Submissions.authorize(group), Submissions.mistaken(group), Submissions.authorize(other));

        assertThat(CommandGateTest.revision(outcomes.get(0))).isEqualTo(2);
        assertThat(CommandGateTest.code(outcomes.get(1))).isEqualTo(ProblemCode.INTERNAL_ERROR);
        assertThat(CommandGateTest.revision(outcomes.get(2))).isEqualTo(2);
    }

    @Test
    void a_lost_race_on_one_aggregate_costs_the_others_nothing_but_time() {
        together(Submissions.nothing(group));
        try (TestStore elsewhere = TestStore.on(store.database())) {
            CommandGateTest.join(elsewhere.gate(Duration.ZERO), Submissions.authorize(group));
        }

        List<Outcome> outcomes = together(Submissions.authorize(other), Submissions.authorize(group));

        assertThat(outcomes).extracting(CommandGateTest::revision).containsExactly(2L, 3L);
    }

    @Test
    void the_same_command_twice_happens_once() {
        Submission command = Submissions.authorize(group);

        List<Outcome> outcomes = together(command, command, Submissions.withDigest(command, "b".repeat(64)));

        assertThat(CommandGateTest.text(outcomes.get(1))).isEqualTo(CommandGateTest.text(outcomes.get(0)));
        assertThat(CommandGateTest.code(outcomes.get(2))).isEqualTo(ProblemCode.IDEMPOTENCY_MISMATCH);
        assertThat(store.count("select count(*) from domainevententry")).isEqualTo(3);
    }

    /** Submits all before any is decided, then lets the one lane work. */
    private List<Outcome> together(Submission... submissions) {
        List<CompletableFuture<Answer>> answers = Stream.of(submissions)
                .map(gate::submit)
                .map(stage -> stage.toCompletableFuture())
                .toList();
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
        return new ArrayList<>(
                answers.stream().map(answer -> answer.join().outcome()).toList());
    }
}
