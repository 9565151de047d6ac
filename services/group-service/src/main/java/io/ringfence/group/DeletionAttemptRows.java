package io.ringfence.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Json;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as a row. An answer is one statement, which takes the row's lock: of two writers the second one waits and
 * then reads what the first one wrote.
 */
final class DeletionAttemptRows implements DeletionAttempts {
    private static final String BEGIN = "insert into deletion_attempt (security_group_id, attempt) values (?, ?)";
    private static final String JOIN =
            "select 1 from deletion_attempt where security_group_id = ? and attempt = ? for share";
    private static final String ANSWER_RULES = """
            update deletion_attempt set rules = coalesce(rules, ?::jsonb)
            where security_group_id = ? and attempt = ? returning rules, membership
            """;
    private static final String ANSWER_MEMBERSHIP = """
            update deletion_attempt set membership = coalesce(membership, ?::jsonb)
            where security_group_id = ? and attempt = ? returning rules, membership
            """;
    private static final String END = "delete from deletion_attempt where security_group_id = ? and attempt = ?";

    private final JdbcTransactions transactions;

    DeletionAttemptRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void begin(SecurityGroupId group, long attempt) {
        change(BEGIN, group, attempt);
    }

    @Override
    public boolean join(SecurityGroupId group, long attempt) {
        return transactions.call(connection -> {
            try (PreparedStatement join = connection.prepareStatement(JOIN)) {
                key(join, 1, group, attempt);
                try (ResultSet row = join.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public Optional<Answers> answer(SecurityGroupId group, long attempt, DeletionPart part, Held held) {
        return transactions.call(connection -> {
            try (PreparedStatement answer = connection.prepareStatement(answering(part))) {
                answer.setString(1, new String(Json.write(held), StandardCharsets.UTF_8));
                key(answer, 2, group, attempt);
                try (ResultSet row = answer.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Answers(held(row.getString(1)), held(row.getString(2))))
                            : Optional.empty();
                }
            }
        });
    }

    private static String answering(DeletionPart part) {
        return switch (part) {
            case RULES -> ANSWER_RULES;
            case MEMBERSHIP -> ANSWER_MEMBERSHIP;
        };
    }

    private static @Nullable Held held(@Nullable String json) {
        try {
            return json == null ? null : Json.mapper().readValue(json, Held.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer to a deletion cannot be read", e);
        }
    }

    @Override
    public void end(SecurityGroupId group, long attempt) {
        change(END, group, attempt);
    }

    private void change(String sql, SecurityGroupId group, long attempt) {
        transactions.call(connection -> {
            try (PreparedStatement change = connection.prepareStatement(sql)) {
                key(change, 1, group, attempt);
                return change.executeUpdate();
            }
        });
    }

    private static void key(PreparedStatement statement, int first, SecurityGroupId group, long attempt)
            throws SQLException {
        statement.setString(first, group.value());
        statement.setLong(first + 1, attempt);
    }
}
