package io.ringfence.instance;

import io.ringfence.axon.time.Ids;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the group service would publish, for groups that no other test knows. */
final class GroupTopic {
    private final KafkaTopics kafka;

    GroupTopic(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    /** A new BASIC group of the default account and VPC. */
    SecurityGroupId create() {
        SecurityGroupId id = new Ids().securityGroup();
        publish(
                new SecurityGroupCreated(
                        id,
                        AccountId.DEFAULT,
                        "a group",
                        "",
                        SecurityGroupType.BASIC,
                        VpcId.DEFAULT,
                        RegionId.DEFAULT,
                        InnerAccessPolicy.ACCEPT,
                        Map.of(),
                        true),
                1);
        return id;
    }

    /** Publishes an event as this revision of its group; the envelope it went out with. */
    Envelope publish(SecurityGroupEvent event, long revision) {
        Envelope envelope = new Envelope(
                UUID.randomUUID().toString(),
                EventType.of(event),
                "/ringfence/group-service",
                event.aggregate(),
                revision,
                Instant.now(),
                AccountId.DEFAULT,
                "somebody",
                Channel.REST,
                UUID.randomUUID().toString(),
                null,
                null);
        kafka.send(Topics.GROUP_EVENTS, EventCodec.encode(new EventRecord(envelope, event)));
        return envelope;
    }
}
