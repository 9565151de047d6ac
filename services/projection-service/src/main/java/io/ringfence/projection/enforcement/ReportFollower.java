package io.ringfence.projection.enforcement;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.follow.TopicFollower;
import io.ringfence.projection.follow.UnreadableRecord;
import io.ringfence.projection.rows.DatabaseAnswer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reads the hosts' reports from the start of their topic, which keeps at least the last one of each. */
@ApplicationScoped
public class ReportFollower implements TopicFollower.Sink {
    private static final Logger LOG = Logger.getLogger(ReportFollower.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final HostReports reports;
    private final Pool pool;
    private final TopicFollower follower;
    private Map<Integer, Long> news = Map.of();

    @Inject
    public ReportFollower(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, HostReports reports, Pool pool) {
        this.reports = reports;
        this.pool = pool;
        this.follower = new TopicFollower("report-follower", bootstrapServers, Topics.ENFORCEMENT_REPORTS, this);
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    @Override
    public Map<Integer, Long> begin(String topicId, Map<Integer, Long> ends) {
        news = ends;
        return Map.of();
    }

    @Override
    public void keep(ConsumerRecords<byte[], byte[]> records, String topicId) {
        List<UnreadableRecord> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                try {
                    reports.take(Json.mapper().readValue(record.value(), EnforcementReport.class), receivedAt(record));
                } catch (IOException | RuntimeException e) {
                    LOG.warnf(
                            "A report at %d of partition %d cannot be read: %s",
                            record.offset(), record.partition(), e);
                    unreadable.add(new UnreadableRecord(record, topicId, "not a report: " + e.getMessage()));
                }
            }
        }
        if (!unreadable.isEmpty()) {
            DatabaseAnswer.within(
                    ANSWER_WITHIN, UnreadableRecord.keep(pool, unreadable).replaceWith(true));
        }
    }

    /** Of what was there before us the record's own time is all there is to know. */
    private Instant receivedAt(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < news.getOrDefault(record.partition(), 0L)
                ? Instant.ofEpochMilli(record.timestamp())
                : Instant.now();
    }
}
