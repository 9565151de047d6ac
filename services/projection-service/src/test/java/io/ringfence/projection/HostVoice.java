package io.ringfence.projection;

import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.enforcement.EnforcementReport.Position;
import io.ringfence.events.value.HostName;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Speaks for a host's agent on the reports' topic. */
final class HostVoice {
    private static final Map<String, Object> KAFKA =
            Map.of("bootstrap.servers", Infrastructure.shared().bootstrapServers());

    private final HostName host;
    private long number;

    HostVoice(String host) {
        this.host = new HostName(host);
    }

    /** Says that everything which is in the topics now is in force. */
    EnforcementReport reports(Mode mode, Failure... failures) {
        return says(ends(), mode, failures);
    }

    /** Says that so much is in force. */
    EnforcementReport says(List<Position> positions, Mode mode, Failure... failures) {
        EnforcementReport report = new EnforcementReport(
                host,
                1,
                ++number,
                mode,
                EnforcementReport.State.IN_SYNC,
                Instant.now(),
                positions,
                1,
                List.of(failures),
                null,
                null);
        send(report);
        return report;
    }

    /** Sends a report, again or for the first time. */
    void send(EnforcementReport report) {
        send(Json.write(report));
    }

    /** Sends what may be no report at all. */
    void send(byte[] report) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(KAFKA, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.ENFORCEMENT_REPORTS, host.value(), report))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the report was not written", e);
        }
    }

    /** The ends of the events' topics as they are now. */
    static List<Position> ends() {
        try (Admin admin = Admin.create(KAFKA)) {
            List<Position> ends = new ArrayList<>();
            for (TopicDescription topic :
                    admin.describeTopics(Topics.EVENTS).allTopicNames().get().values()) {
                for (int partition :
                        IntStream.range(0, topic.partitions().size()).toArray()) {
                    TopicPartition place = new TopicPartition(topic.name(), partition);
                    long end = admin.listOffsets(Map.of(place, OffsetSpec.latest()))
                            .partitionResult(place)
                            .get()
                            .offset();
                    ends.add(new Position(topic.name(), topic.topicId().toString(), partition, end));
                }
            }
            return ends;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the topics were not described", e);
        }
    }
}
