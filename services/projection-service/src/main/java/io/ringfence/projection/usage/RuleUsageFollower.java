package io.ringfence.projection.usage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.ProjectionSettings;
import io.ringfence.projection.follow.TopicFollower;
import io.ringfence.projection.follow.UnreadableRecord;
import io.ringfence.projection.rows.DatabaseAnswer;
import io.ringfence.projection.usage.RuleUsageRows.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reads what the hosts tell of their counters into rows, with its place in their transaction. */
@ApplicationScoped
public class RuleUsageFollower implements TopicFollower.Sink {
    private static final Logger LOG = Logger.getLogger(RuleUsageFollower.class);
    private static final Duration GATHER = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ProjectionSettings settings;
    private final RuleUsageRows rows;
    private final TopicFollower follower;

    @Inject
    public RuleUsageFollower(
            ProjectionSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            RuleUsageRows rows) {
        this.settings = settings;
        this.rows = rows;
        this.follower =
                TopicFollower.gathering(GATHER, "rule-usage-follower", bootstrapServers, Topics.RULE_USAGE, this);
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
        return DatabaseAnswer.within(ANSWER_WITHIN, rows.positions(topicId));
    }

    /** What is told and gone in one batch is stored first, and ended then. */
    @Override
    public void keep(ConsumerRecords<byte[], byte[]> records, String topicId) {
        List<RuleUsage> told = new ArrayList<>();
        Set<Place> gone = new LinkedHashSet<>();
        List<UnreadableRecord> unreadable = new ArrayList<>();
        Map<Integer, Long> nextOffsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            nextOffsets.put(record.partition(), record.offset() + 1);
            try {
                take(record, told, gone);
            } catch (IOException | RuntimeException e) {
                LOG.warnf(
                        "What %s %d/%d tells of a rule's use cannot be read: %s",
                        record.topic(), record.partition(), record.offset(), e.getMessage());
                unreadable.add(new UnreadableRecord(record, topicId, "not a rule's use: " + e.getMessage()));
            }
        }
        DatabaseAnswer.within(
                ANSWER_WITHIN,
                rows.store(told, gone, unreadable, topicId, nextOffsets).replaceWith(true));
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, List<RuleUsage> told, Set<Place> gone)
            throws IOException {
        if (record.value() == null) {
            gone.add(place(record.key()));
        } else {
            RuleUsage usage = Json.mapper().readValue(record.value(), RuleUsage.class);
            gone.remove(new Place(usage.host().value(), usage.ruleId().value()));
            told.add(usage);
        }
    }

    private static Place place(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        int slash = text.lastIndexOf('/');
        HostName host = new HostName(text.substring(0, slash));
        return new Place(host.value(), new RuleId(text.substring(slash + 1)).value());
    }
}
