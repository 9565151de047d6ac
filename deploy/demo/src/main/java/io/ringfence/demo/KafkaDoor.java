package io.ringfence.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.WireRecord;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other door: a command is a CloudEvent in binary mode, and its id makes it safe to send again. */
final class KafkaDoor implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    KafkaDoor(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.block.ms", "10000"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Sends the command; when this returns it is kept. */
    void submit(String topic, CommandType type, String id, String key, String actor, ObjectNode data) {
        Map<String, String> headers = Map.of(
                Headers.SPEC_VERSION,
                "1.0",
                Headers.ID,
                id,
                Headers.SOURCE,
                "/ringfence/demo",
                Headers.TYPE,
                type.wireName(),
                Headers.SUBJECT,
                key,
                Headers.ACTOR,
                actor,
                Headers.CONTENT_TYPE,
                Headers.JSON);
        try {
            producer.send(KafkaRecords.message(topic, new WireRecord(key, headers, Json.write(data))))
                    .get();
        } catch (ExecutionException e) {
            throw new DemoFailure("Kafka did not take the command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
