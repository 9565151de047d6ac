package io.ringfence.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka, as a program uses it that submits commands and reads what came of them. Safe for several threads. */
final class Bus implements AutoCloseable {
    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    Bus(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "max.block.ms", "10000",
                        "request.timeout.ms", "5000",
                        "delivery.timeout.ms", "10000"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A record with its headers as text. */
    record Heard(String key, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Submits a command as a CloudEvent in binary mode. */
    void command(String topic, String key, String commandId, String type, String json) {
        if (!offer(topic, key, commandId, type, json)) {
            throw new IllegalStateException("not sent to " + topic + ": " + commandId);
        }
    }

    /** As {@link #command}; false where Kafka did not say that it keeps it, though it may. */
    boolean offer(String topic, String key, String commandId, String type, String json) {
        return offer(
                topic,
                key,
                json.replace('\'', '"'),
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", commandId,
                        "ce_source", "/tests/end-to-end",
                        "ce_type", type,
                        "ce_actor", "the-bus",
                        "content-type", "application/json"));
    }

    void send(String topic, String key, String body, Map<String, String> headers) {
        if (!offer(topic, key, body, headers)) {
            throw new IllegalStateException("not sent to " + topic);
        }
    }

    private boolean offer(String topic, String key, String body, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, body.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending to " + topic, e);
        } catch (ExecutionException | KafkaException notKept) {
            return false;
        }
    }

    /** The outcome of a command. */
    Heard awaitResult(String commandId) {
        return await(
                Topics.COMMAND_RESULTS,
                heard -> heard.header(Headers.CORRELATION_ID).equals(commandId));
    }

    /** Reads a topic from its beginning until a record fits; fails after 30 s. */
    Heard await(String topic, Predicate<Heard> wanted) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Heard heard = heard(record);
                    if (wanted.test(heard)) {
                        return heard;
                    }
                }
            }
        }
        throw new AssertionError("no such record on " + topic + " within 30 s");
    }

    /** Hands on every result, by its command's id, until told to stop. */
    void followResults(BiConsumer<String, Heard> results, BooleanSupplier stop) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(Topics.COMMAND_RESULTS)) {
            while (!stop.getAsBoolean()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Heard heard = heard(record);
                    results.accept(heard.header(Headers.CORRELATION_ID), heard);
                }
            }
        }
    }

    /** Everything that a topic holds now, each key in its order. */
    List<Heard> all(String topic) {
        List<Heard> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> all.add(heard(record)));
            }
        }
        return all;
    }

    private KafkaConsumer<String, byte[]> consumer(String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static Heard heard(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Heard(record.key(), headers, new String(record.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
