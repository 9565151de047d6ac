package io.ringfence.projection.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.ProjectionSettings;
import io.ringfence.projection.follow.FollowedPositions;
import io.ringfence.projection.follow.TopicFollower;
import io.ringfence.projection.follow.UnreadableRecord;
import io.ringfence.projection.rows.DatabaseAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the refusals among the results as rows. Most results are none: how far they are read is stored with the next
 * refusal, or after many, and what is read twice is there already.
 */
@ApplicationScoped
public class RefusalFollower implements TopicFollower.Sink {
    private static final Logger LOG = Logger.getLogger(RefusalFollower.class);
    private static final Duration GATHER = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    /** Results without a refusal after which the positions are stored nevertheless. */
    private static final int MANY = 10_000;

    private static final String ADD = "insert into refusal (id, account, place, occurred_at, security_group_id,"
            + " instance_id, target, actor, channel, type, command_type, command_id, body)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing";

    private final ProjectionSettings settings;
    private final Pool pool;
    private final FollowedPositions positions = new FollowedPositions(Topics.COMMAND_RESULTS);
    private final TopicFollower follower;
    private final Map<Integer, Long> read = new HashMap<>();
    private int unstored;

    @Inject
    public RefusalFollower(
            ProjectionSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            Pool pool) {
        this.settings = settings;
        this.pool = pool;
        this.follower =
                TopicFollower.gathering(GATHER, "refusal-follower", bootstrapServers, Topics.COMMAND_RESULTS, this);
    }

    void start(@Observes StartupEvent event) {
        if (settings.follow()) {
            follower.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    @Override
    public Map<Integer, Long> begin(String topicId, Map<Integer, Long> ends) {
        read.clear();
        return DatabaseAnswer.within(ANSWER_WITHIN, positions.read(pool, topicId));
    }

    @Override
    public void keep(ConsumerRecords<byte[], byte[]> records, String topicId) {
        List<Tuple> refusals = new ArrayList<>();
        List<UnreadableRecord> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (RefusedCommand.isOne(record)) {
                try {
                    refusals.add(row(RefusedCommand.of(record)));
                } catch (RuntimeException e) {
                    unreadable.add(unreadable(record, topicId, e));
                }
            }
            read.put(record.partition(), record.offset() + 1);
        }
        unstored += records.count();
        if (!refusals.isEmpty() || !unreadable.isEmpty() || unstored >= MANY) {
            DatabaseAnswer.within(
                    ANSWER_WITHIN,
                    pool.withTransaction(connection -> store(connection, refusals)
                                    .chain(() -> UnreadableRecord.keep(connection, unreadable))
                                    .chain(() -> positions.move(connection, topicId, read)))
                            .replaceWith(true));
            unstored = 0;
        }
    }

    private static Uni<Void> store(SqlConnection connection, List<Tuple> refusals) {
        return refusals.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(ADD).executeBatch(refusals).replaceWithVoid();
    }

    private static UnreadableRecord unreadable(
            ConsumerRecord<byte[], byte[]> record, String topicId, RuntimeException reason) {
        LOG.errorf(
                "The refusal at %s %d/%d cannot be read and is not in the audit; it is kept as an unreadable record: %s",
                record.topic(), record.partition(), record.offset(), reason.getMessage());
        return new UnreadableRecord(record, topicId, "not a refusal: " + reason.getMessage());
    }

    private static Tuple row(RefusedCommand refused) {
        return Tuple.tuple()
                .addString(text(refused.id()))
                .addString(refused.account().value())
                .addString(text(refused.place()))
                .addLong(refused.at())
                .addString(text(refused.securityGroupId()))
                .addString(text(refused.instanceId()))
                .addString(text(refused.target()))
                .addString(text(refused.actor()))
                .addString(refused.channel().text())
                .addString(Outcome.REJECTED_TYPE)
                .addString(text(refused.commandType()))
                .addString(text(refused.commandId()))
                .addString(text(refused.problem()));
    }

    /** PostgreSQL knows no NUL in a text. */
    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
