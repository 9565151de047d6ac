package io.ringfence.axon.react;

import io.ringfence.events.Command;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import java.util.Optional;
import java.util.Set;

/** What a service does about the events of others: one command for an event, or none. Each service has one such bean. */
public interface Reaction {
    /** The types of event that it wants to hear of; all others are passed over unread. */
    Set<EventType> wanted();

    /**
     * The command that an event of a wanted type asks for. It is called again for an event that comes again; its answer
     * must then name the same aggregate, while ids in it may differ, as the first one counts.
     */
    Optional<? extends Command> on(EventRecord record);
}
