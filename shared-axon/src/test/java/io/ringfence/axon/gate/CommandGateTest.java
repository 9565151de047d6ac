package io.ringfence.axon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.decide.Requester;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Once and for ever: what the gate promises about ids, outcomes and what is recorded. */
class CommandGateTest {
    private final TestStore store = TestStore.fresh();
    private final CommandGate gate = store.gate(Duration.ZERO);
    private final SecurityGroupId group = Submissions.newGroup();

    @BeforeEach
    void openRuleSet() {
        assertThat(decided(Submissions.open(group))).isInstanceOf(Accepted.class);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_same_command_is_answered_the_same_without_a_second_event() {
        Submission command = Submissions.authorize(group);

        Outcome first = decided(command);
        Outcome again = decided(command);

        assertThat(text(again)).isEqualTo(text(first));
        assertThat(revision(first)).isEqualTo(2);
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void the_same_id_with_other_content_is_a_mismatch() {
        Submission command = Submissions.authorize(group);
        decided(command);

        Outcome other = decided(Submissions.withDigest(command, "b".repeat(64)));

        assertThat(code(other)).isEqualTo(ProblemCode.IDEMPOTENCY_MISMATCH);
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void the_same_id_of_another_account_is_another_command() {
        Submission command = Submissions.authorize(group);
        decided(command);

        Outcome stranger = decided(Submissions.by(command, stranger()));

        assertThat(code(stranger)).isEqualTo(ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void a_no_op_is_recorded_with_the_revision_that_it_found() {
        Submission nothing = Submissions.nothing(group);
        Outcome first = decided(nothing);
        decided(Submissions.authorize(group));

        Outcome again = decided(nothing);

        assertThat(text(again)).isEqualTo(text(first));
        assertThat(revision(again)).isEqualTo(1);
    }

    @Test
    void a_refusal_is_recorded_and_what_it_wrote_is_undone() {
        Submission refused = Submissions.refused(group);

        Outcome first = decided(refused);
        Outcome again = decided(refused);

        assertThat(code(first)).isEqualTo(ProblemCode.RULE_NOT_FOUND);
        assertThat(text(again)).isEqualTo(text(first));
        assertThat(store.count("select count(*) from sample")).isZero();
        assertThat(recorded(refused)).isEqualTo(1);
    }

    @Test
    void a_mistake_of_the_service_is_a_500_and_not_recorded() {
        Submission mistaken = Submissions.mistaken(group);

        Outcome outcome = decided(mistaken);

        assertThat(code(outcome)).isEqualTo(ProblemCode.INTERNAL_ERROR);
        assertThat(recorded(mistaken)).isZero();
    }

    @Test
    void a_stale_revision_is_refused_and_not_recorded_so_that_the_same_id_can_be_sent_again() {
        decided(Submissions.authorize(group));
        Submission command = Submissions.authorize(group);

        Outcome stale = decided(Submissions.ifMatch(command, 1));
        Outcome fresh = decided(Submissions.ifMatch(command, 2));

        assertThat(code(stale)).isEqualTo(ProblemCode.PRECONDITION_FAILED);
        assertThat(revision(fresh)).isEqualTo(3);
    }

    @Test
    void what_belongs_to_another_account_is_unknown() {
        Outcome outcome = decided(Submissions.by(Submissions.authorize(group), stranger()));

        assertThat(code(outcome)).isEqualTo(ProblemCode.SECURITY_GROUP_NOT_FOUND);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void creating_what_is_there_already_is_refused_as_such_whoever_owns_it() {
        Outcome outcome = decided(Submissions.by(Submissions.open(group), stranger()));

        assertThat(code(outcome)).isEqualTo(ProblemCode.ID_ALREADY_USED);
    }

    @Test
    void an_outcome_survives_a_restart() {
        Submission command = Submissions.authorize(group);
        Outcome before = decided(command);

        try (TestStore restarted = TestStore.on(store.database())) {
            Outcome after = join(restarted.gate(Duration.ZERO), command);

            assertThat(text(after)).isEqualTo(text(before));
        }
    }

    @Test
    void every_outcome_is_counted() {
        decided(Submissions.authorize(group));
        decided(Submissions.refused(group));

        assertThat(store.answered("ACCEPTED")).isEqualTo(2);
        assertThat(store.answered("RULE_NOT_FOUND")).isEqualTo(1);
    }

    private static Requester stranger() {
        return new Requester(new AccountId("stranger"), "mallory", Channel.REST);
    }

    private long events() {
        return store.count("select count(*) from domainevententry");
    }

    private long recorded(Submission submission) {
        return store.count("select count(*) from command_ledger where command_id = '" + submission.commandId() + "'");
    }

    private Outcome decided(Submission submission) {
        return join(gate, submission);
    }

    static Outcome join(CommandGate gate, Submission submission) {
        return gate.submit(submission)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .outcome();
    }

    /** As it is answered: a number in JSON may be an int or a long in Java. */
    static String text(Outcome outcome) {
        return OutcomeText.write(outcome);
    }

    static long revision(Outcome outcome) {
        return ((Accepted) outcome).revision().number();
    }

    static ProblemCode code(Outcome outcome) {
        return ((Rejected) outcome).problem().code();
    }
}
