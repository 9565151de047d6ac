package io.ringfence.projection.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.feed.FeedRecord.Decoded;
import io.ringfence.feed.FeedRecord.Undecoded;
import io.ringfence.feed.Position;
import io.ringfence.projection.consume.RowChanges.Repeated;
import io.ringfence.projection.rows.AddressRow;
import io.ringfence.projection.rows.AggregateRow;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.JsonText;
import io.ringfence.projection.rows.MembershipRow;
import io.ringfence.projection.rows.PrefixListRow;
import io.ringfence.projection.rows.RuleRow;
import io.ringfence.projection.rows.RuleSetRow;
import io.ringfence.projection.rows.VersionRow;
import java.util.Map;

/** The columns of every table that the flow writes. */
final class RowSets {
    static final ColumnSet<GroupRow> GROUPS = RowSets.<GroupRow>versions()
            .text("account", row -> row.account)
            .text("name", row -> row.name)
            .text("description", row -> row.description)
            .text("type", row -> row.type)
            .text("vpc_id", row -> row.vpcId)
            .text("region_id", row -> row.regionId)
            .text("inner_access_policy", row -> row.innerAccessPolicy)
            .text("tags", row -> row.tags)
            .flag("being_deleted", row -> row.beingDeleted)
            .number("created_at", row -> row.createdAt);

    static final ColumnSet<RuleSetRow> RULE_SETS = RowSets.<RuleSetRow>versions()
            .text("account", row -> row.account)
            .text("vpc_id", row -> row.vpcId)
            .text("type", row -> row.type);

    static final ColumnSet<RuleRow> RULES = RowSets.<RuleRow>versions()
            .text("security_group_id", row -> row.securityGroupId)
            .text("direction", row -> row.direction)
            .number("expires_at", row -> row.expiresAt)
            .text("peer_id", row -> row.peerId)
            .text("rule", row -> row.json);

    static final ColumnSet<PrefixListRow> PREFIX_LISTS = RowSets.<PrefixListRow>versions()
            .text("account", row -> row.account)
            .text("name", row -> row.name)
            .text("address_family", row -> row.addressFamily)
            .number("max_entries", row -> row.maxEntries)
            .text("entries", row -> row.entries);

    static final ColumnSet<MembershipRow> MEMBERSHIPS = RowSets.<MembershipRow>versions()
            .text("account", row -> row.account)
            .text("vpc_id", row -> row.vpcId)
            .text("type", row -> row.type)
            .flag("open", row -> row.open);

    static final ColumnSet<InstanceRow> INSTANCES = RowSets.<InstanceRow>versions()
            .text("account", row -> row.account)
            .text("name", row -> row.name)
            .text("vpc_id", row -> row.vpcId)
            .text("security_group_id", row -> row.securityGroupId)
            .text("addresses", row -> row.addresses)
            .text("host", row -> row.host)
            .text("interface_name", row -> row.interfaceName)
            .text("labels", row -> row.labels)
            .number("registered_at", row -> row.registeredAt)
            .number("placed_at", row -> row.placedAt);

    static final ColumnSet<AddressRow> CLAIMS = new ColumnSet<AddressRow>()
            .text("address", row -> row.address)
            .text("instance_id", row -> row.instanceId)
            .number("valid_from", row -> row.validFrom)
            .number("valid_to", row -> row.validTo);

    static final ColumnSet<AggregateRow> AGGREGATES = new ColumnSet<AggregateRow>()
            .text("ref", row -> row.ref)
            .number("revision", row -> row.revision)
            .flag("gone", row -> row.gone)
            .text("held_reason", row -> row.heldReason)
            .number("heals", row -> row.heals)
            .bytes("chain_hash", row -> row.chainHash)
            .number("changed_at", row -> row.changedAt);

    static final ColumnSet<HistoryRow> HISTORY = new ColumnSet<HistoryRow>()
            .text("account", row -> row.account)
            .text("place", row -> row.place)
            .number("occurred_at", row -> row.occurredAt)
            .text("aggregate", row -> row.aggregate)
            .number("revision", row -> row.revision)
            .text("topic_id", row -> row.topicId)
            .number("topic_partition", row -> row.partition)
            .number("record_offset", row -> row.offset)
            .text("security_group_id", row -> row.securityGroupId)
            .text("instance_id", row -> row.instanceId)
            .text("actor", row -> row.actor)
            .text("channel", row -> row.channel)
            .text("type", row -> row.type)
            .text("command_id", row -> row.commandId)
            .text("causation_id", row -> row.causationId)
            .text("body", row -> row.body)
            .bytes("content_hash", row -> row.contentHash)
            .bytes("chain_hash", row -> row.chainHash);

    static final ColumnSet<Repeated> REPEATED = new ColumnSet<Repeated>()
            .text(
                    "aggregate",
                    repeated ->
                            repeated.record().record().envelope().aggregate().toString())
            .number(
                    "revision",
                    repeated -> repeated.record().record().envelope().sequence())
            .bytes("content_hash", repeated -> repeated.content().bytes())
            .text("topic_id", repeated -> repeated.record().position().topicId())
            .number("topic_partition", repeated ->
                    (long) repeated.record().position().partition())
            .number("record_offset", repeated -> repeated.record().position().offset());

    static final ColumnSet<Undecoded> UNREADABLE = new ColumnSet<Undecoded>()
            .text("topic", record -> record.position().topic())
            .text("topic_id", record -> record.position().topicId())
            .number("topic_partition", record -> (long) record.position().partition())
            .number("record_offset", record -> record.position().offset())
            .text(
                    "aggregate",
                    record -> record.aggregate() == null
                            ? null
                            : record.aggregate().toString())
            .text("reason", Undecoded::reason)
            .bytes("record_key", record -> record.raw().key().getBytes(UTF_8))
            .text("headers", record -> JsonText.of(record.raw().headers()))
            .bytes("body", record -> record.raw().body());

    static final ColumnSet<Decoded> REPEATED_OTHERWISE = new ColumnSet<Decoded>()
            .text("topic", record -> record.position().topic())
            .text("topic_id", record -> record.position().topicId())
            .number("topic_partition", record -> (long) record.position().partition())
            .number("record_offset", record -> record.position().offset())
            .text("aggregate", record -> record.record().envelope().aggregate().toString())
            .number("repeats", record -> record.record().envelope().sequence())
            .text("reason", record -> "the event came before with another content, which counts")
            .bytes("record_key", record -> record.raw().key().getBytes(UTF_8))
            .text("headers", record -> JsonText.of(record.raw().headers()))
            .bytes("body", record -> record.raw().body());

    static final ColumnSet<Position> NEW_POSITIONS = new ColumnSet<Position>()
            .text("topic", Position::topic)
            .number("topic_partition", position -> (long) position.partition())
            .text("topic_id", Position::topicId)
            .number("next_offset", Position::offset);

    static final ColumnSet<Move> MOVES = new ColumnSet<Move>()
            .text("topic", move -> move.to().topic())
            .number("topic_partition", move -> (long) move.to().partition())
            .text("old_id", move -> move.from().topicId())
            .number("old_offset", move -> move.from().offset())
            .text("new_id", move -> move.to().topicId())
            .number("new_offset", move -> move.to().offset());

    static final ColumnSet<Map.Entry<String, Long>> ENDS = new ColumnSet<Map.Entry<String, Long>>()
            .text("id", Map.Entry::getKey)
            .number("ended_at", Map.Entry::getValue);

    static final ColumnSet<Map.Entry<RowChanges.RuleName, Long>> RULE_ENDS = new ColumnSet<
                    Map.Entry<RowChanges.RuleName, Long>>()
            .text("security_group_id", end -> end.getKey().securityGroupId())
            .text("id", end -> end.getKey().ruleId())
            .number("ended_at", Map.Entry::getValue);

    /** A partition's position before and after a batch. */
    record Move(Position from, Position to) {}

    private RowSets() {}

    private static <V extends VersionRow> ColumnSet<V> versions() {
        return new ColumnSet<V>()
                .text("id", row -> row.id)
                .number("revision", row -> row.revision)
                .number("valid_from", row -> row.validFrom)
                .number("valid_to", row -> row.validTo)
                .text("actor", row -> row.actor)
                .text("channel", row -> row.channel);
    }
}
