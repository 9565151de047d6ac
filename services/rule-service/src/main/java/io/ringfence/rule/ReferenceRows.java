package io.ringfence.rule;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * References as rows, one for each rule that names something.
 *
 * <p>Whoever adds one has found the known group open, or the list alive, and holds its row {@code for share}
 * ({@link io.ringfence.axon.react.KnownGroups#find}, {@link Lists#find}); whoever asks for the holders takes that row
 * {@code for update} before it looks. So either the reference is there for the one who looks, or its rule finds the
 * group closing or the list gone.
 */
final class ReferenceRows implements References {
    private static final String REMOVE = "delete from rule_reference where rule_id = any (?)";
    private static final String ADD = """
            insert into rule_reference (rule_id, security_group_id, peer, expires_at)
            select rule_id, ?, peer, nullif(expires_at, 0)
            from unnest(?::text[], ?::text[], ?::bigint[]) as added (rule_id, peer, expires_at)
            on conflict (rule_id) do update set peer = excluded.peer, expires_at = excluded.expires_at
            """;
    private static final String LOCK_GROUP = "select id from known_group where id = ? for update";
    private static final String LOCK_LIST = "select id from prefix_list where id = ? for update";
    private static final String HOLDERS = """
            select security_group_id, rule_id, count(*) over () from rule_reference
            where peer = ? and (expires_at is null or expires_at > ?)
            order by security_group_id, rule_id limit ?
            """;

    private final JdbcTransactions transactions;

    ReferenceRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void change(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
        Set<Reference> removed = Reference.of(gone);
        Set<Reference> added = Reference.of(come);
        if (removed.equals(added)) {
            return;
        }
        transactions.call(connection -> {
            if (!removed.isEmpty()) {
                remove(connection, removed);
            }
            if (!added.isEmpty()) {
                add(connection, group, added);
            }
            return added.size();
        });
    }

    private static void remove(Connection connection, Set<Reference> references) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setArray(1, connection.createArrayOf("text", ruleIds(references)));
            remove.executeUpdate();
        }
    }

    private static void add(Connection connection, SecurityGroupId group, Set<Reference> references)
            throws SQLException {
        Object[] peers = references.stream().map(Reference::peer).toArray();
        Object[] deadlines = references.stream().map(ReferenceRows::deadline).toArray();
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, group.value());
            add.setArray(2, connection.createArrayOf("text", ruleIds(references)));
            add.setArray(3, connection.createArrayOf("text", peers));
            add.setArray(4, connection.createArrayOf("bigint", deadlines));
            add.executeUpdate();
        }
    }

    private static Object[] ruleIds(Set<Reference> references) {
        return references.stream().map(reference -> reference.rule().value()).toArray();
    }

    /** In microseconds since 1970; 0 for never. */
    private static long deadline(Reference reference) {
        Instant expiresAt = reference.expiresAt();
        return expiresAt == null ? 0 : Micros.of(expiresAt);
    }

    @Override
    public Holders holdersOf(SecurityGroupId group, Instant at) {
        return holders(LOCK_GROUP, group.value(), at);
    }

    @Override
    public Holders holdersOf(PrefixListId list, Instant at) {
        return holders(LOCK_LIST, list.value(), at);
    }

    private Holders holders(String lock, String peer, Instant at) {
        return transactions.call(connection -> {
            lock(connection, lock, peer);
            return holders(connection, peer, at);
        });
    }

    private static void lock(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setString(1, id);
            lock.execute();
        }
    }

    private static Holders holders(Connection connection, String peer, Instant at) throws SQLException {
        List<Blocker> named = new ArrayList<>();
        int count = 0;
        try (PreparedStatement find = connection.prepareStatement(HOLDERS)) {
            find.setString(1, peer);
            find.setLong(2, Micros.of(at));
            find.setInt(3, Problem.MAX_BLOCKERS);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    SecurityGroupId group = new SecurityGroupId(row.getString(1));
                    named.add(new Blocker(Blocker.Kind.RULE, row.getString(2), group));
                    count = row.getInt(3);
                }
            }
        }
        return new Holders(named, count);
    }
}
