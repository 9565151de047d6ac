package io.ringfence.projection.consume;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.proof.EventChain;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Micros;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.FeedRecord.Decoded;
import io.ringfence.feed.FeedRecord.Undecoded;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.Provenance;
import io.ringfence.policy.image.Replayed;
import io.ringfence.projection.consume.RowChanges.Repeated;
import io.ringfence.projection.rows.AggregateRow;
import io.ringfence.projection.rows.ChainEnd;
import io.ringfence.projection.rows.HistoryRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch replayed by the same delta as everywhere: it counts by aggregate and revision, drops duplicates, holds and
 * heals. Each event that it applies becomes the version it made.
 */
final class BatchReplay implements FeedRecord.Visitor<Tally> {
    private final PolicyDelta delta;
    private final RowChanges changes;
    private final Map<AggregateRef, ChainEnd> chainsBefore;
    private final Map<AggregateRef, ChainEnd> chains = new HashMap<>();
    private final Map<AggregateRef, Long> reached = new HashMap<>();
    private Tally tally = Tally.NONE;

    BatchReplay(RecentState before) {
        delta = new PolicyDelta(before.image());
        changes = new RowChanges(before.groupCreatedAt());
        chainsBefore = before.chains();
    }

    /** Takes in the records in their order. */
    BatchReplay replay(List<FeedRecord> records) {
        records.forEach(record -> tally = tally.plus(record.accept(this)));
        PolicyImage after = delta.apply();
        changes.aggregates = delta.touched().aggregates().stream()
                .sorted()
                .map(aggregate -> new AggregateRow(after, aggregate, chain(aggregate)))
                .toList();
        return this;
    }

    /** The state behind the batch. */
    PolicyImage after() {
        return delta.apply();
    }

    /** Where the hash chains end of those that the batch moved forward. */
    Map<AggregateRef, ChainEnd> chains() {
        return chains;
    }

    private ChainEnd chain(AggregateRef aggregate) {
        ChainEnd end = chains.get(aggregate);
        return end != null ? end : chainsBefore.getOrDefault(aggregate, ChainEnd.before(aggregate));
    }

    RowChanges changes() {
        return changes;
    }

    Tally tally() {
        return tally;
    }

    /** The last revision of each aggregate that the batch moved forward. */
    Map<AggregateRef, Long> reached() {
        return reached;
    }

    @Override
    public Tally on(Decoded decoded) {
        EventRecord record = decoded.record();
        PolicyImage before = delta.apply();
        Replayed replayed = delta.replay(record);
        if (replayed == Replayed.APPLIED) {
            reached.put(record.envelope().aggregate(), record.envelope().sequence());
            change(before, record.event(), Provenance.of(record.envelope()));
            AggregateRef aggregate = record.envelope().aggregate();
            chains.put(aggregate, chain(aggregate).with(decoded));
            changes.history.add(history(decoded, before));
        } else if (replayed == Replayed.DUPLICATE) {
            changes.repeated.add(new Repeated(decoded, EventChain.content(decoded.raw())));
        }
        return Tally.of(replayed);
    }

    private HistoryRow history(Decoded decoded, PolicyImage before) {
        AggregateRef aggregate = decoded.record().envelope().aggregate();
        String id = aggregate.id();
        return switch (aggregate.kind()) {
            case GROUP, RULES, MEMBERSHIP -> history(decoded, id, null);
            case PREFIX_LIST -> history(decoded, null, null);
            case INSTANCE -> history(decoded, groupOf(new InstanceId(id), before), id);
        };
    }

    private HistoryRow history(Decoded decoded, @Nullable String group, @Nullable String instance) {
        EventRecord record = decoded.record();
        return new HistoryRow(
                record, decoded.position(), chain(record.envelope().aggregate()), group, instance);
    }

    /** An instance is in one group for life; its last event finds it before, its first one behind. */
    private @Nullable String groupOf(InstanceId id, PolicyImage before) {
        InstanceImage live = before.instances().get(id);
        InstanceImage instance = live == null ? delta.apply().instances().get(id) : live;
        return instance == null ? null : instance.securityGroupId().value();
    }

    @Override
    public Tally on(Undecoded undecoded) {
        changes.unreadable.add(undecoded);
        if (undecoded.aggregate() != null) {
            String reason = "event at " + undecoded.position() + " cannot be read: " + undecoded.reason();
            if (undecoded.sequence() == null) {
                delta.unreadable(undecoded.aggregate(), reason);
            } else {
                delta.unreadable(new Revision(undecoded.aggregate(), undecoded.sequence()), reason);
            }
        }
        return Tally.UNREADABLE;
    }

    private void change(PolicyImage before, DomainEvent event, Provenance change) {
        PolicyImage image = delta.apply();
        AggregateRef aggregate = event.aggregate();
        String id = aggregate.id();
        long at = Micros.of(change.at());
        switch (aggregate.kind()) {
            case GROUP -> {
                SecurityGroupId group = new SecurityGroupId(id);
                changes.group(group, image.groups().get(group), at);
            }
            case RULES -> {
                SecurityGroupId group = new SecurityGroupId(id);
                changes.ruleSet(before.ruleSets().get(group), image.ruleSets().get(group), change);
                changes.rules(group, RuleEffect.of((RuleSetEvent) event), change, at);
            }
            case MEMBERSHIP -> {
                SecurityGroupId group = new SecurityGroupId(id);
                changes.membership(group, image.memberships().get(group), at);
            }
            case PREFIX_LIST -> {
                PrefixListId list = new PrefixListId(id);
                changes.prefixList(list, image.prefixLists().get(list), at);
            }
            case INSTANCE -> {
                InstanceId instance = new InstanceId(id);
                changes.instance(instance, image.instances().get(instance), at);
            }
        }
    }
}
