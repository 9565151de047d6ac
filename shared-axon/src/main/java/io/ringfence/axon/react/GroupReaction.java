package io.ringfence.axon.react;

import io.ringfence.events.Command;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.wire.Envelope;
import java.util.Optional;

/** What a service does about a group's event: one command, or none. A service that follows groups has one such bean. */
@FunctionalInterface
public interface GroupReaction {
    /**
     * The command that this event asks for. It is called again for an event that comes again; its answer must then
     * name the same aggregate, while ids in it may differ, as the first one counts.
     *
     * @param envelope the event's own: its revision names the attempt that a deletion's request begins
     */
    Optional<? extends Command> onGroupEvent(Envelope envelope, SecurityGroupEvent event);
}
