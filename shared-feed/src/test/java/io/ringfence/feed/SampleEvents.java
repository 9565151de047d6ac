package io.ringfence.feed;

import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Micros;
import java.util.Map;
import java.util.UUID;

/** Events that only need to be told apart. */
public final class SampleEvents {
    private SampleEvents() {}

    /** The group's event that made this revision; its name is the revision. */
    public static EventRecord event(SecurityGroupId group, long revision) {
        SecurityGroupModified event =
                new SecurityGroupModified(group, "revision " + revision, "", InnerAccessPolicy.ACCEPT, Map.of());
        Envelope envelope = new Envelope(
                UUID.randomUUID().toString(),
                EventType.of(event),
                "/ringfence/group-service",
                event.aggregate(),
                revision,
                Micros.toInstant(1_800_000_000_000_000L + revision),
                AccountId.DEFAULT,
                "anonymous",
                Channel.REST,
                "command-" + revision,
                null,
                null);
        return new EventRecord(envelope, event);
    }

    /** A group's id that ends in this number. */
    public static SecurityGroupId group(int number) {
        return new SecurityGroupId("sg-" + String.format("%017d", number));
    }
}
