package io.ringfence.projection.verification;

import io.ringfence.events.proof.Hash;
import io.ringfence.events.proof.HashTree;
import io.ringfence.events.proof.Head;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.heads.TopicKinds;
import io.ringfence.projection.verification.Discrepancy.Check;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the events of one topic against its heads: one after the other in the order of time, and at each head the root
 * of what has come so far.
 */
final class HeadCheck {
    private static final int FETCH = 10_000;
    private static final String EVENTS = "select aggregate, revision, chain_hash, occurred_at from verification.history"
            + " where split_part(aggregate, ':', 1) = any(?) order by occurred_at";

    private final Connection connection;
    private final String topic;
    private final Deque<Head> left;
    private final Findings findings;
    private final HashTree tree = new HashTree();
    private long checked;
    private @Nullable Head right;

    /** @param heads of this topic in their order */
    HeadCheck(Connection connection, String topic, List<Head> heads, Findings findings) {
        this.connection = connection;
        this.topic = topic;
        this.left = new ArrayDeque<>(heads);
        this.findings = findings;
    }

    /** Checks; answers how many heads are right. The first that is not ends it: those behind it cannot be either. */
    long check() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setArray(1, TopicKinds.of(connection, topic));
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (!left.isEmpty() && rows.next()) {
                    long at = rows.getLong(4);
                    while (!left.isEmpty() && Micros.of(left.element().until()) < at) {
                        check(left.remove());
                    }
                    tree.put(AggregateRef.parse(rows.getString(1)), rows.getLong(2), Hash.of(rows.getBytes(3)));
                }
            }
        }
        while (!left.isEmpty()) {
            check(left.remove());
        }
        return checked;
    }

    private void check(Head head) {
        if (!head.held().isEmpty()) {
            findings.notCompared(String.format(
                    "head %d of %s leaves out %s, which stood still then", head.number(), topic, head.held()));
            return;
        }
        if (tree.root().equals(head.root()) && tree.size() == head.aggregates()) {
            checked++;
            right = head;
            return;
        }
        left.clear();
        findings.add(new Discrepancy(
                Check.HEAD,
                null,
                null,
                null,
                head.until(),
                "the events of " + topic + " up to " + head.until() + " are not those that were signed as head "
                        + head.number() + since()));
    }

    private String since() {
        return right == null
                ? "; no earlier head is right"
                : "; up to " + right.until() + " they are, as head " + right.number() + " says";
    }
}
