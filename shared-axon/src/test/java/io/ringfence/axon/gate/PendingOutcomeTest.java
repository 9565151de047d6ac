package io.ringfence.axon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command begins and a later event decides. */
class PendingOutcomeTest {
    private static final Outcome REFUSED = new Rejected(Problem.of(ProblemCode.SECURITY_GROUP_IN_USE, "in use"));

    private final TestStore store = TestStore.fresh();
    private final SecurityGroupId group = Submissions.newGroup();
    private final Submission command = Submissions.decidedLater(group);
    private final Revision attempt = new Revision(AggregateRef.rules(group), 2);

    @BeforeEach
    void openRuleSet() {
        CommandGateTest.join(store.gate(Duration.ZERO), Submissions.open(group));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_answer_waits_for_the_end_and_is_the_outcome_for_ever() {
        CommandGate gate = gate(Duration.ofSeconds(20));
        CompletableFuture<Answer> waiting = gate.submit(command).toCompletableFuture();
        Waiting.until(Duration.ofSeconds(10), "the attempt has begun", () -> pendingRows() == 1);

        conclude();

        assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(new Answer(REFUSED, true));
        assertThat(gate.submit(command).toCompletableFuture().join()).isEqualTo(new Answer(REFUSED, false));
    }

    @Test
    void who_has_waited_long_enough_hears_that_it_runs_on_and_may_ask_again() {
        CommandGate gate = gate(Duration.ofMillis(100));

        Outcome runsOn = CommandGateTest.join(gate, command);
        conclude();
        Outcome ended = CommandGateTest.join(gate, command);

        assertThat(runsOn).isInstanceOf(Pending.class);
        assertThat(((Pending) runsOn).attempt()).isEqualTo(attempt);
        assertThat(ended).isEqualTo(REFUSED);
    }

    @Test
    void a_conclusion_moves_the_row_to_the_end_of_what_is_to_be_announced() {
        CommandGateTest.join(gate(Duration.ZERO), command);
        CommandGateTest.join(gate(Duration.ZERO), Submissions.authorize(group));

        conclude();

        assertThat(store.count("select count(*) from command_ledger"
                        + " where (tx, position) > (select tx, position from command_ledger where command_id = '"
                        + command.commandId() + "')"))
                .isZero();
    }

    private CommandGate gate(Duration whilePending) {
        return store.gate(new WaitLimits(Duration.ZERO, whilePending));
    }

    private void conclude() {
        store.transactions()
                .executeInTransaction(() -> new LedgerRows(store.transactions()).conclude(attempt, REFUSED));
    }

    private long pendingRows() {
        return store.count("select count(*) from command_ledger where pending_on = '" + attempt + "'");
    }
}
