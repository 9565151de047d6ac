package io.ringfence.axon.react;

import io.ringfence.events.Command;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a service does about groups' events. A service with this reaction knows groups. */
@FunctionalInterface
public interface GroupReaction extends Reaction {
    /**
     * The command that a group's event asks for, as {@link Reaction#on} says.
     *
     * @param envelope the event's own: its revision names the attempt that a deletion's request begins
     */
    Optional<? extends Command> onGroupEvent(Envelope envelope, SecurityGroupEvent event);

    /** Every event of a group: what is known of groups counts them. */
    @Override
    default Set<EventType> wanted() {
        return EventType.all().stream()
                .filter(type -> type.kind() == AggregateKind.GROUP)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    default Optional<? extends Command> on(EventRecord record) {
        return onGroupEvent(record.envelope(), (SecurityGroupEvent) record.event());
    }
}
