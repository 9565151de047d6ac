package io.ringfence.group;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;
import java.sql.PreparedStatement;

/**
 * The count as a row for each account and region. Its lock is held until the transaction ends, so that two creations
 * at the limit cannot both succeed.
 */
final class GroupCountRows implements GroupCount {
    private static final String ADD = """
            insert into group_count as counted (account, region, groups) values (?, ?, 1)
            on conflict (account, region) do update set groups = counted.groups + 1 where counted.groups < ?
            """;

    private static final String REMOVE = "update group_count set groups = groups - 1 where account = ? and region = ?";

    private final JdbcTransactions transactions;
    private final int limit;

    /** @param limit groups of an account in a region, 1 or more */
    GroupCountRows(JdbcTransactions transactions, int limit) {
        this.transactions = transactions;
        this.limit = limit;
    }

    @Override
    public void add(AccountId account, RegionId region) {
        boolean added = transactions.call(connection -> {
            try (PreparedStatement add = connection.prepareStatement(ADD)) {
                add.setString(1, account.value());
                add.setString(2, region.value());
                add.setInt(3, limit);
                return add.executeUpdate() == 1;
            }
        });
        if (!added) {
            throw Problem.of(
                            ProblemCode.LIMIT_EXCEEDED,
                            "The account has " + limit + " security groups in region " + region
                                    + ", which is the limit: delete one first")
                    .limit(limit, limit + 1L)
                    .refusal();
        }
    }

    @Override
    public void remove(AccountId account, RegionId region) {
        transactions.call(connection -> {
            try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                remove.setString(1, account.value());
                remove.setString(2, region.value());
                return remove.executeUpdate();
            }
        });
    }
}
