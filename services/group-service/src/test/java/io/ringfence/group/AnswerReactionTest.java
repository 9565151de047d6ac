package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.group.SecurityGroupCommand.AnswerDeletion;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerReactionTest {
    private static final SecurityGroupId ID = new SecurityGroupId("sg-webwebwebwebweb00");
    private static final List<Blocker> BLOCKERS = List.of(new Blocker(Blocker.Kind.RULE, "sgr-one", ID));

    private static final Map<DomainEvent, AnswerDeletion> ANSWERS = Map.of(
            new ReferencesClosed(ID, 2), new AnswerDeletion(ID, 2, DeletionPart.RULES, List.of(), 0),
            new ReferencesStillHeld(ID, 2, BLOCKERS, 7), new AnswerDeletion(ID, 2, DeletionPart.RULES, BLOCKERS, 7),
            new MembershipClosed(ID, 2), new AnswerDeletion(ID, 2, DeletionPart.MEMBERSHIP, List.of(), 0),
            new MembershipStillHeld(ID, 2, BLOCKERS, 7),
                    new AnswerDeletion(ID, 2, DeletionPart.MEMBERSHIP, BLOCKERS, 7));

    private final AnswerReaction reaction = new AnswerReaction();

    @Test
    void each_answer_of_the_others_is_passed_on() {
        ANSWERS.forEach(
                (event, command) -> assertThat(reaction.on(happened(event))).contains(command));
    }

    @Test
    void the_answers_are_all_that_it_wants_to_hear_of() {
        assertThat(reaction.wanted())
                .containsExactlyInAnyOrderElementsOf(
                        ANSWERS.keySet().stream().map(EventType::of).toList());
    }

    private static EventRecord happened(DomainEvent event) {
        Envelope envelope = new Envelope(
                "event",
                EventType.of(event),
                "/ringfence/neighbour",
                event.aggregate(),
                2,
                Instant.EPOCH,
                AccountId.DEFAULT,
                "somebody",
                Channel.SYSTEM,
                "command",
                null,
                null);
        return new EventRecord(envelope, event);
    }
}
