package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.time.Ids;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.SecurityGroupId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every keeper of attempts promises. */
abstract class DeletionAttemptsContract {
    static final Held FREE = Held.BY_NOTHING;

    final SecurityGroupId group = new Ids().securityGroup();
    final Held held = new Held(List.of(new Blocker(Blocker.Kind.RULE, "sgr-one", group)), 3);

    /** The attempts under test; each call is a transaction of its own. */
    abstract DeletionAttempts attempts();

    @Test
    void an_answer_is_kept_and_the_second_one_completes_it() {
        attempts().begin(group, 2);

        assertThat(attempts().answer(group, 2, DeletionPart.RULES, held)).contains(new Answers(held, null));
        assertThat(attempts().answer(group, 2, DeletionPart.MEMBERSHIP, FREE)).contains(new Answers(held, FREE));
    }

    @Test
    void of_two_answers_of_one_part_the_first_one_counts() {
        attempts().begin(group, 2);
        attempts().answer(group, 2, DeletionPart.MEMBERSHIP, held);

        assertThat(attempts().answer(group, 2, DeletionPart.MEMBERSHIP, FREE)).contains(new Answers(null, held));
    }

    @Test
    void an_attempt_that_is_not_under_way_takes_no_answer_and_nobody_joins_it() {
        attempts().begin(group, 2);
        attempts().end(group, 2);
        attempts().begin(group, 4);

        assertThat(attempts().answer(group, 2, DeletionPart.RULES, FREE)).isEmpty();
        assertThat(attempts().join(group, 2)).isFalse();
        assertThat(attempts().join(group, 4)).isTrue();
        assertThat(attempts().answer(group, 4, DeletionPart.RULES, FREE)).contains(new Answers(FREE, null));
    }
}
