package io.ringfence.bench;

import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one account's results and rule events on Kafka on a thread of its own, from the moment it is made, and counts
 * them. A result counts once for each command, however often it is announced. Safe for several threads.
 */
final class DecidedWatch implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final String account;
    private final Runnable onResult;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private final Thread thread;

    /** @param onResult called once for each command of {@link #expect} when its result is there */
    DecidedWatch(String bootstrapServers, String account, Runnable onResult) {
        this.account = account;
        this.onResult = onResult;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", "100"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topics.COMMAND_RESULTS, Topics.RULE_EVENTS)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = new Thread(this::follow, "decided-watch");
        this.thread.start();
    }

    /** Results and events so far. */
    record Counts(long accepted, long events) {}

    /** To be called before the command is sent. */
    void expect(String commandId) {
        waiting.add(commandId);
    }

    Counts counts() {
        return new Counts(accepted.get(), events.get());
    }

    /** @throws BenchFailure with a refusal, if any command was refused */
    void requireNoneRefused() {
        String refused = refusal.get();
        if (refused != null) {
            throw new BenchFailure("a command was refused: " + refused);
        }
    }

    private void follow() {
        try {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::note);
            }
        } catch (WakeupException closed) {
            consumer.close();
        }
    }

    private void note(ConsumerRecord<String, byte[]> message) {
        if (!account.equals(text(message, Headers.ACCOUNT))) {
            return;
        }
        if (message.topic().equals(Topics.RULE_EVENTS)) {
            events.incrementAndGet();
        } else if (waiting.remove(text(message, Headers.CORRELATION_ID))) {
            if (Outcome.ACCEPTED_TYPE.equals(text(message, Headers.TYPE))) {
                accepted.incrementAndGet();
            } else {
                refusal.set(new String(message.value(), StandardCharsets.UTF_8));
            }
            onResult.run();
        }
    }

    private static String text(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
