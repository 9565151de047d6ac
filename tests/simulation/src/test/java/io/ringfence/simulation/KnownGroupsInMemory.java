package io.ringfence.simulation;

import io.ringfence.axon.react.KnownGroup;
import io.ringfence.axon.react.KnownGroup.Life;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Known groups as a table. */
public final class KnownGroupsInMemory implements KnownGroups {
    private final Table<SecurityGroupId, Row> rows;

    /** A group, and the revision that was learned last. */
    public record Row(KnownGroup group, long revision) {}

    private KnownGroupsInMemory(Table<SecurityGroupId, Row> rows) {
        this.rows = rows;
    }

    static KnownGroupsInMemory in(Store store) {
        return new KnownGroupsInMemory(store.table());
    }

    @Override
    public Optional<KnownGroup> find(SecurityGroupId id) {
        return Optional.ofNullable(rows.get(id)).map(Row::group);
    }

    List<Row> all() {
        return rows.values();
    }

    /** Whether the event was heard, now or before; one behind a gap was not. An event of anything else leaves nothing. */
    boolean learn(EventRecord record, long learnedAt) {
        if (!(record.event() instanceof SecurityGroupEvent event)) {
            return true;
        }
        Row before = rows.get(event.securityGroupId());
        long known = before == null ? 0 : before.revision();
        long next = record.envelope().sequence();
        if (next == known + 1) {
            rows.put(event.securityGroupId(), new Row(after(before, event, learnedAt), next));
        }
        return next <= known + 1;
    }

    private static KnownGroup after(@Nullable Row before, SecurityGroupEvent event, long at) {
        if (event instanceof SecurityGroupCreated made) {
            return new KnownGroup(
                    made.securityGroupId(),
                    made.accountId(),
                    made.vpcId(),
                    made.regionId(),
                    made.type(),
                    Life.OPEN,
                    at);
        }
        if (before == null) {
            throw new IllegalStateException("a group's first event makes it");
        }
        KnownGroup group = before.group();
        return new KnownGroup(
                group.id(), group.account(), group.vpc(), group.region(), group.type(), life(group.life(), event), at);
    }

    private static Life life(Life before, SecurityGroupEvent event) {
        if (event instanceof SecurityGroupDeletionRequested) {
            return Life.CLOSING;
        }
        if (event instanceof SecurityGroupDeletionRejected) {
            return Life.OPEN;
        }
        return event instanceof SecurityGroupDeleted ? Life.DELETED : before;
    }
}
