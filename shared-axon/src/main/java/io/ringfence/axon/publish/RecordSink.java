package io.ringfence.axon.publish;

import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records to Kafka, in the order of the calls for each key. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Completes when every replica that must have the record has it, which takes as long as Kafka is away. Where the
     * record is not even taken, the stage has failed when this returns; that may take five seconds.
     */
    CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record);

    /** The same for a record of the contract. */
    default CompletionStage<Void> send(String topic, WireRecord record) {
        ProducerRecord<byte[], byte[]> raw =
                new ProducerRecord<>(topic, record.key().getBytes(StandardCharsets.UTF_8), record.body());
        record.headers().forEach((name, value) -> raw.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return send(raw);
    }
}
