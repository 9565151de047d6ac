package io.ringfence.axon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes on one store, each with its own memory: neither answers from what the other has made old. */
class TwoWritersTest {
    private final TestStore store = TestStore.fresh();
    private final TestStore otherStore = TestStore.on(store.database());
    private final CommandGate gate = store.gate(Duration.ZERO);
    private final CommandGate otherGate = otherStore.gate(Duration.ZERO);
    private final SecurityGroupId group = Submissions.newGroup();

    /** Both have the aggregate in memory, then the first one alone changes it. */
    @BeforeEach
    void makeTheOtherMemoryOld() {
        CommandGateTest.join(gate, Submissions.open(group));
        CommandGateTest.join(otherGate, Submissions.nothing(group));
        CommandGateTest.join(gate, Submissions.authorize(group));
    }

    @AfterEach
    void close() {
        otherStore.close();
        store.close();
    }

    @Test
    void what_makes_no_event_is_decided_on_the_store() {
        Outcome outcome = CommandGateTest.join(otherGate, Submissions.nothing(group));

        assertThat(CommandGateTest.revision(outcome)).isEqualTo(2);
        assertThat(((Accepted) outcome).answer().path("rules").asInt()).isEqualTo(1);
    }

    @Test
    void a_refusal_is_decided_on_the_store() {
        Outcome current = CommandGateTest.join(otherGate, Submissions.ifMatch(Submissions.authorize(group), 2));

        assertThat(CommandGateTest.revision(current)).isEqualTo(3);
    }

    @Test
    void a_stale_revision_is_refused_as_one_though_the_old_memory_still_has_it() {
        Outcome stale = CommandGateTest.join(otherGate, Submissions.ifMatch(Submissions.authorize(group), 1));

        assertThat(CommandGateTest.code(stale)).isEqualTo(ProblemCode.PRECONDITION_FAILED);
    }

    @Test
    void a_change_is_made_on_what_the_store_has() {
        Outcome outcome = CommandGateTest.join(otherGate, Submissions.authorize(group));

        assertThat(CommandGateTest.revision(outcome)).isEqualTo(3);
    }
}
