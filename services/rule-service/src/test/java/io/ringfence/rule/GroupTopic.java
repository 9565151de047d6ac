package io.ringfence.rule;

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
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the group service would publish, for groups that no other test knows. */
final class GroupTopic {
    private final KafkaRecords kafka;

    GroupTopic(KafkaRecords kafka) {
        this.kafka = kafka;
    }

    static SecurityGroupId freshId() {
        return new Ids().securityGroup();
    }

    /** A BASIC group of the default account and VPC, whose rule set is open when this returns. */
    SecurityGroupId newGroup() {
        return newGroup(VpcId.DEFAULT, SecurityGroupType.BASIC);
    }

    SecurityGroupId newGroup(VpcId vpc, SecurityGroupType type) {
        SecurityGroupId id = freshId();
        publish(created(id, AccountId.DEFAULT, vpc, type, false), 1);
        awaitOpened(id);
        return id;
    }

    void awaitOpened(SecurityGroupId id) {
        kafka.await(
                Topics.RULE_EVENTS,
                "the rule set of " + id,
                record -> record.key().equals(id.value()));
    }

    static SecurityGroupCreated created(SecurityGroupId id, boolean defaultRules) {
        return created(id, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC, defaultRules);
    }

    static SecurityGroupCreated created(
            SecurityGroupId id, AccountId account, VpcId vpc, SecurityGroupType type, boolean defaultRules) {
        return new SecurityGroupCreated(
                id,
                account,
                "a group",
                "",
                type,
                vpc,
                RegionId.DEFAULT,
                InnerAccessPolicy.DROP,
                Map.of(),
                defaultRules);
    }

    /** Publishes an event as the group's revision and returns the record, for those who want to send it again. */
    WireRecord publish(SecurityGroupEvent event, long revision) {
        AccountId account = event instanceof SecurityGroupCreated created ? created.accountId() : AccountId.DEFAULT;
        Envelope envelope = new Envelope(
                UUID.randomUUID().toString(),
                EventType.of(event),
                "/ringfence/group-service",
                event.aggregate(),
                revision,
                Instant.now(),
                account,
                "somebody",
                Channel.REST,
                UUID.randomUUID().toString(),
                null,
                null);
        WireRecord record = EventCodec.encode(new EventRecord(envelope, event));
        kafka.send(Topics.GROUP_EVENTS, record);
        return record;
    }

    static String eventId(WireRecord record) {
        return String.valueOf(record.headers().get(Headers.ID));
    }
}
