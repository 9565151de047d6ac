package io.ringfence.group;

import io.ringfence.axon.react.Reaction;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.group.SecurityGroupCommand.AnswerDeletion;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Hears what the other services answer to deletions, four of the many events on their busy topics, and passes it on. */
final class AnswerReaction implements Reaction {
    private static final Set<Class<? extends DomainEvent>> ANSWERS = Set.of(
            ReferencesClosed.class, ReferencesStillHeld.class, MembershipClosed.class, MembershipStillHeld.class);

    @Override
    public Set<EventType> wanted() {
        return EventType.all().stream()
                .filter(type -> ANSWERS.contains(type.record()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<AnswerDeletion> on(EventRecord record) {
        DomainEvent event = record.event();
        if (event instanceof ReferencesClosed closed) {
            return answer(closed.securityGroupId(), closed.attempt(), DeletionPart.RULES, List.of(), 0);
        }
        if (event instanceof ReferencesStillHeld held) {
            return answer(
                    held.securityGroupId(), held.attempt(), DeletionPart.RULES, held.heldBy(), held.blockerCount());
        }
        if (event instanceof MembershipClosed closed) {
            return answer(closed.securityGroupId(), closed.attempt(), DeletionPart.MEMBERSHIP, List.of(), 0);
        }
        if (event instanceof MembershipStillHeld held) {
            return answer(
                    held.securityGroupId(),
                    held.attempt(),
                    DeletionPart.MEMBERSHIP,
                    held.heldBy(),
                    held.blockerCount());
        }
        return Optional.empty();
    }

    private static Optional<AnswerDeletion> answer(
            SecurityGroupId group, long attempt, DeletionPart part, List<Blocker> heldBy, int count) {
        return Optional.of(new AnswerDeletion(group, attempt, part, heldBy, count));
    }
}
