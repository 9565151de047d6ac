package io.ringfence.projection.settle;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Settled;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.follow.TopicFollower;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reads what the publishers say from the start of their topic, which keeps at least the last word of each. */
@ApplicationScoped
public class SettledFollower implements TopicFollower.Sink {
    private static final Logger LOG = Logger.getLogger(SettledFollower.class);

    private final SettledTimes times;
    private final TopicFollower follower;

    @Inject
    public SettledFollower(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, SettledTimes times) {
        this.times = times;
        this.follower = new TopicFollower("settled-follower", bootstrapServers, Topics.SETTLED, this);
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    @Override
    public Map<Integer, Long> begin(String topicId, Map<Integer, Long> ends) {
        return Map.of();
    }

    @Override
    public void keep(ConsumerRecords<byte[], byte[]> records, String topicId) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                take(record);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            times.take(Json.mapper().readValue(record.value(), Settled.class));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("%s cannot be read at %d/%d: %s", Topics.SETTLED, record.partition(), record.offset(), e);
        }
    }
}
