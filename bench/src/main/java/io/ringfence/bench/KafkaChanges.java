package io.ringfence.bench;

import io.ringfence.bench.RuleChanges.Change;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Rule changes submitted over Kafka, with a bounded number on the way; each counts when its accepted result is read from
 * the results' topic. A result that does not come fails the measurement.
 */
final class KafkaChanges implements Contestant, AutoCloseable {
    private static final int ON_THE_WAY = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RuleChanges changes;
    private final KafkaProducer<String, byte[]> producer;
    private final Semaphore places = new Semaphore(ON_THE_WAY);
    private final DecidedWatch watch;
    private int submitted;

    KafkaChanges(String bootstrapServers, RuleChanges changes) {
        this.changes = changes;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
        this.watch = new DecidedWatch(bootstrapServers, changes.account(), places::release);
    }

    @Override
    public String name() {
        return "rule changes over Kafka, 1,000 groups";
    }

    @Override
    public double perSecond(Duration time) {
        DecidedWatch.Counts before = watch.counts();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        while (System.nanoTime() < end) {
            if (taken(1, Duration.ofNanos(end - System.nanoTime()))) {
                send(changes.next(submitted++ % RuleChanges.CLIENTS));
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        DecidedWatch.Counts after = watch.counts();
        awaitAll();
        System.out.printf("    events published: %.0f a second%n", (after.events() - before.events()) / seconds);
        return (after.accepted() - before.accepted()) / seconds;
    }

    private void send(Change change) {
        CommandType type = change.authorizes() ? CommandType.AUTHORIZE_RULES : CommandType.REVOKE_RULES;
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(Topics.RULE_COMMANDS, change.group(), change.body());
        Map.of(
                        Headers.SPEC_VERSION,
                        "1.0",
                        Headers.ID,
                        change.commandId(),
                        Headers.SOURCE,
                        "/ringfence/bench",
                        Headers.TYPE,
                        type.wireName(),
                        Headers.ACCOUNT,
                        changes.account(),
                        Headers.ACTOR,
                        "bench",
                        Headers.CONTENT_TYPE,
                        Headers.JSON)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        watch.expect(change.commandId());
        // A command that Kafka did not take shows as a missing result.
        Future<RecordMetadata> unused = producer.send(message);
    }

    private void awaitAll() {
        producer.flush();
        if (!taken(ON_THE_WAY, PATIENCE)) {
            throw new BenchFailure(ON_THE_WAY - places.availablePermits() + " commands have no result after "
                    + PATIENCE.toSeconds() + " s");
        }
        places.release(ON_THE_WAY);
        watch.requireNoneRefused();
    }

    private boolean taken(int count, Duration bound) {
        try {
            return places.tryAcquire(count, bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        watch.close();
    }
}
