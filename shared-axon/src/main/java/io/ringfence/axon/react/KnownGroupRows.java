package io.ringfence.axon.react;

import io.ringfence.axon.react.KnownGroup.Life;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Envelope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Known groups as rows of the service's own database; every call works in the transaction under way. */
public final class KnownGroupRows implements KnownGroups {
    private static final String FIND =
            "select account, vpc, region, type, life, learned_at from known_group" + " where id = ? for share";
    private static final String REVISION = "select revision from known_group where id = ?";
    private static final String ADD = "insert into known_group"
            + " (id, account, vpc, region, type, life, revision, learned_at) values (?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict do nothing";
    private static final String CHANGE = "update known_group"
            + " set life = coalesce(?, life), revision = ?, learned_at = ? where id = ? and revision = ?";

    private final JdbcTransactions transactions;

    public KnownGroupRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<KnownGroup> find(SecurityGroupId id) {
        return transactions.call(connection -> {
            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                find.setString(1, id.value());
                try (ResultSet row = find.executeQuery()) {
                    return row.next() ? Optional.of(group(id, row)) : Optional.empty();
                }
            }
        });
    }

    private static KnownGroup group(SecurityGroupId id, ResultSet row) throws SQLException {
        return new KnownGroup(
                id,
                new AccountId(row.getString("account")),
                new VpcId(row.getString("vpc")),
                new RegionId(row.getString("region")),
                SecurityGroupType.valueOf(row.getString("type")),
                Life.valueOf(row.getString("life")),
                row.getLong("learned_at"));
    }

    /** What an event is to those before it. */
    enum Learned {
        /** The next one: the row is now as it says. */
        NEXT,
        /** One that was heard before. */
        AGAIN,
        /** One behind a gap: nothing changed, as the missing one must come first. */
        TOO_EARLY
    }

    /** Keeps what an event says, if it is the next of its group. */
    Learned learn(Envelope envelope, SecurityGroupEvent event, long learnedAt) {
        return transactions.call(connection -> {
            long known = revision(connection, event.securityGroupId());
            if (envelope.sequence() <= known) {
                return Learned.AGAIN;
            }
            if (envelope.sequence() > known + 1) {
                return Learned.TOO_EARLY;
            }
            boolean changed = event instanceof SecurityGroupCreated created
                    ? add(connection, created, learnedAt)
                    : change(connection, envelope, event, learnedAt);
            // Where nothing changed another process has learned it meanwhile.
            return changed ? Learned.NEXT : Learned.AGAIN;
        });
    }

    private static long revision(Connection connection, SecurityGroupId id) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(REVISION)) {
            find.setString(1, id.value());
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static boolean add(Connection connection, SecurityGroupCreated created, long learnedAt)
            throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, created.securityGroupId().value());
            add.setString(2, created.accountId().value());
            add.setString(3, created.vpcId().value());
            add.setString(4, created.regionId().value());
            add.setString(5, created.type().name());
            add.setString(6, Life.OPEN.name());
            add.setLong(7, 1);
            add.setLong(8, learnedAt);
            return add.executeUpdate() == 1;
        }
    }

    private static boolean change(Connection connection, Envelope envelope, SecurityGroupEvent event, long learnedAt)
            throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(CHANGE)) {
            change.setString(1, event.accept(LIFE).map(Enum::name).orElse(null));
            change.setLong(2, envelope.sequence());
            change.setLong(3, learnedAt);
            change.setString(4, event.securityGroupId().value());
            change.setLong(5, envelope.sequence() - 1);
            return change.executeUpdate() == 1;
        }
    }

    /** The group's life after an event; empty where that stays as it was. */
    private static final SecurityGroupEvent.Visitor<Optional<Life>> LIFE = new SecurityGroupEvent.Visitor<>() {
        @Override
        public Optional<Life> on(SecurityGroupCreated event) {
            return Optional.of(Life.OPEN);
        }

        @Override
        public Optional<Life> on(SecurityGroupModified event) {
            return Optional.empty();
        }

        @Override
        public Optional<Life> on(SecurityGroupDeletionRequested event) {
            return Optional.of(Life.CLOSING);
        }

        @Override
        public Optional<Life> on(SecurityGroupDeletionRejected event) {
            return Optional.of(Life.OPEN);
        }

        @Override
        public Optional<Life> on(SecurityGroupDeleted event) {
            return Optional.of(Life.DELETED);
        }
    };
}
