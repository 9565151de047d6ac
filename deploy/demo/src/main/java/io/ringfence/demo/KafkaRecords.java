package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.WireRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka's records as records of the contract, and back. */
final class KafkaRecords {

    private KafkaRecords() {}

    static WireRecord wire(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new WireRecord(message.key(), headers, message.value());
    }

    /** The body, which must be JSON. */
    static JsonNode json(WireRecord wire) {
        try {
            return Json.mapper().readTree(wire.body());
        } catch (IOException e) {
            throw new DemoFailure("a record of key " + wire.key() + " is not JSON", e);
        }
    }

    static ProducerRecord<String, byte[]> message(String topic, WireRecord wire) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, wire.key(), wire.body());
        wire.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }
}
