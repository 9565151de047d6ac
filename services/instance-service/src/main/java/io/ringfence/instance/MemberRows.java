package io.ringfence.instance;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.SecurityGroupId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Members as the owners of addresses, of which every live instance has one or more.
 *
 * <p>Whoever registers an instance holds the row of the group {@code for share}
 * ({@link io.ringfence.axon.react.KnownGroups#find}) until its address rows are committed; taking it {@code for update}
 * waits for all of them, and the look comes after.
 */
final class MemberRows implements Members {
    private static final String SHUT = "select 1 from known_group where id = ? for update";
    private static final String HOLDERS = """
            select instance_id, count(*) over () as holders
            from (select distinct instance_id from address_owner where security_group_id = ?) as member
            order by instance_id limit ?
            """;

    private final JdbcTransactions transactions;

    MemberRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Holders holdersOf(SecurityGroupId group) {
        return transactions.call(connection -> {
            shut(connection, group);
            return look(connection, group);
        });
    }

    private static void shut(Connection connection, SecurityGroupId group) throws SQLException {
        try (PreparedStatement shut = connection.prepareStatement(SHUT)) {
            shut.setString(1, group.value());
            shut.executeQuery().close();
        }
    }

    private static Holders look(Connection connection, SecurityGroupId group) throws SQLException {
        List<Blocker> named = new ArrayList<>();
        int count = 0;
        try (PreparedStatement look = connection.prepareStatement(HOLDERS)) {
            look.setString(1, group.value());
            look.setInt(2, Problem.MAX_BLOCKERS);
            try (ResultSet row = look.executeQuery()) {
                while (row.next()) {
                    named.add(new Blocker(Blocker.Kind.INSTANCE, row.getString(1), group));
                    count = row.getInt(2);
                }
            }
        }
        return new Holders(named, count);
    }
}
