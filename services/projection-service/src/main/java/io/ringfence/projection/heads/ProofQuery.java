package io.ringfence.projection.heads;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.proof.EventChain;
import io.ringfence.events.proof.Hash;
import io.ringfence.events.proof.Head;
import io.ringfence.events.proof.InclusionProof;
import io.ringfence.events.proof.PathFold;
import io.ringfence.events.proof.ProvenEvent;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.Position;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** Proves that an event is under the last head of its topic. Blocks. */
public final class ProofQuery {
    private static final String EVENT = "select topic_id, topic_partition, record_offset, occurred_at from history"
            + " where aggregate = ? and revision = ? and account = ?";
    private static final String CHAIN = "select revision, content_hash, chain_hash from history where aggregate = ?"
            + " and revision >= ? and occurred_at <= ? order by revision";

    private final DataSource database;
    private final Function<Position, Optional<WireRecord>> records;
    private final PublicKey key;

    /** @param records finds the record at a place of Kafka */
    public ProofQuery(DataSource database, Function<Position, Optional<WireRecord>> records, PublicKey key) {
        this.database = database;
        this.records = records;
        this.key = key;
    }

    /** What a proof is made of, as one state of the rows has it. */
    private record Parts(Position place, Hash previous, List<Hash> following, List<Hash> path) {}

    /**
     * The proof, which has been checked.
     *
     * @throws Refusal if the account has no such event, or it is under no head yet
     */
    public InclusionProof of(AccountId account, AggregateRef aggregate, long revision) {
        String topic = Topics.of(aggregate.kind());
        ReadHead head = new LastHeads(database)
                .find(topic)
                .orElseThrow(() -> notYet("nothing of " + topic + " is signed yet"))
                .head();
        Parts parts = OneState.of(database, connection -> parts(connection, account, aggregate, revision, head.head()));
        WireRecord record = records.apply(parts.place())
                .orElseThrow(() -> notYet("Kafka did not give the event at " + parts.place()));
        InclusionProof proof = new InclusionProof(
                ProvenEvent.of(record),
                parts.previous(),
                parts.following(),
                revision + parts.following().size(),
                parts.path(),
                head.signed());
        proof.check(key).ifPresent(wrong -> {
            throw Problem.of(
                            ProblemCode.UNAVAILABLE,
                            "The event cannot be proven under head "
                                    + head.head().number() + ": " + wrong + "; verify the history")
                    .refusal();
        });
        return proof;
    }

    private static Parts parts(
            Connection connection, AccountId account, AggregateRef aggregate, long revision, Head head)
            throws SQLException {
        long until = Micros.of(head.until());
        Position place = place(connection, account, aggregate, revision, until);
        Hash previous = EventChain.start(aggregate);
        List<Hash> following = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CHAIN)) {
            statement.setString(1, aggregate.toString());
            statement.setLong(2, revision - 1);
            statement.setLong(3, until);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getLong(1) < revision) {
                        previous = Hash.of(rows.getBytes(3));
                    } else if (rows.getLong(1) > revision) {
                        following.add(Hash.of(rows.getBytes(2)));
                    }
                }
            }
        }
        PathFold path = new PathFold(aggregate);
        ChainLeaves.read(connection, head.topic(), until, path::add);
        return new Parts(
                place,
                previous,
                following,
                path.path().orElseThrow(() -> notYet(aggregate + " stands still: an event of it is missing")));
    }

    private static Position place(
            Connection connection, AccountId account, AggregateRef aggregate, long revision, long until)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVENT)) {
            statement.setString(1, aggregate.toString());
            statement.setLong(2, revision);
            statement.setString(3, account.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw Problem.of(ProblemCode.NOT_FOUND, "There is no event " + aggregate + "@" + revision)
                            .refusal();
                }
                if (row.getLong(4) > until) {
                    throw notYet("the event is younger than the last head, which goes to "
                            + Micros.format(Micros.toInstant(until)));
                }
                return new Position(Topics.of(aggregate.kind()), row.getString(1), row.getInt(2), row.getLong(3));
            }
        }
    }

    private static Refusal notYet(String why) {
        return Problem.of(ProblemCode.NOT_CAUGHT_UP, "It cannot be proven yet, ask again in a minute: " + why)
                .refusal();
    }
}
