package io.ringfence.rule;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Deadlines as rows, one for each rule that has one. */
final class DeadlineRows implements Deadlines {
    private static final String REMOVE = "delete from rule_deadline where rule_id = any (?)";
    private static final String ADD = """
            insert into rule_deadline (rule_id, security_group_id, due)
            select rule_id, ?, due from unnest(?::text[], ?::bigint[]) as added (rule_id, due)
            on conflict (rule_id) do update set due = excluded.due
            """;
    private static final String PASSED = """
            select g.account, d.security_group_id, d.rule_id, d.due
            from rule_deadline d join known_group g on g.id = d.security_group_id
            where d.due <= ? order by d.due, d.rule_id limit ?
            """;
    private static final String NEXT = "select min(due) from rule_deadline";

    private final JdbcTransactions transactions;

    DeadlineRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void change(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
        Map<RuleId, Long> removed = dues(gone);
        Map<RuleId, Long> added = dues(come);
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

    private static Map<RuleId, Long> dues(List<Rule> rules) {
        Map<RuleId, Long> dues = new TreeMap<>();
        for (Rule rule : rules) {
            Instant expiresAt = rule.spec().expiresAt();
            if (expiresAt != null) {
                dues.put(rule.ruleId(), Micros.of(expiresAt));
            }
        }
        return dues;
    }

    private static void remove(Connection connection, Map<RuleId, Long> dues) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setArray(1, connection.createArrayOf("text", ruleIds(dues)));
            remove.executeUpdate();
        }
    }

    private static void add(Connection connection, SecurityGroupId group, Map<RuleId, Long> dues) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, group.value());
            add.setArray(2, connection.createArrayOf("text", ruleIds(dues)));
            add.setArray(3, connection.createArrayOf("bigint", dues.values().toArray()));
            add.executeUpdate();
        }
    }

    private static Object[] ruleIds(Map<RuleId, Long> dues) {
        return dues.keySet().stream().map(RuleId::value).toArray();
    }

    @Override
    public List<Deadline> passed(Instant at, int most) {
        return transactions.call(connection -> {
            List<Deadline> passed = new ArrayList<>();
            try (PreparedStatement find = connection.prepareStatement(PASSED)) {
                find.setLong(1, Micros.of(at));
                find.setInt(2, most);
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        passed.add(new Deadline(
                                new AccountId(row.getString(1)),
                                new SecurityGroupId(row.getString(2)),
                                new RuleId(row.getString(3)),
                                Micros.toInstant(row.getLong(4))));
                    }
                }
            }
            return passed;
        });
    }

    @Override
    public Optional<Instant> next() {
        return transactions.call(connection -> {
            try (PreparedStatement find = connection.prepareStatement(NEXT);
                    ResultSet row = find.executeQuery()) {
                row.next();
                long due = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(due));
            }
        });
    }
}
