package io.ringfence.projection.letters;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends a letter's record again to where it came from, just as it was. */
@ApplicationScoped
public class Resubmission {
    private static final Logger LOG = Logger.getLogger(Resubmission.class);
    private static final Set<String> COMMANDS =
            Set.of(Topics.GROUP_COMMANDS, Topics.RULE_COMMANDS, Topics.INSTANCE_COMMANDS);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final String bootstrapServers;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    @Inject
    public Resubmission(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Where a record was sent to. */
    record Sent(String topic, int partition, long offset) {}

    /** Completes when Kafka has the record. */
    Uni<Sent> send(LetterRows.Stored stored) {
        ProducerRecord<byte[], byte[]> record = record(stored);
        return Uni.createFrom()
                .<Sent>emitter(emitter -> send(record, emitter))
                // The first record to a topic waits until the topic is known.
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .transform(Resubmission::notTaken);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
    private void send(ProducerRecord<byte[], byte[]> record, UniEmitter<? super Sent> emitter) {
        producer().send(record, (place, failure) -> {
            if (failure == null) {
                emitter.complete(sent(place));
            } else {
                emitter.fail(failure);
            }
        });
    }

    private static Sent sent(RecordMetadata place) {
        return new Sent(place.topic(), place.partition(), place.offset());
    }

    private static Throwable notTaken(Throwable failure) {
        LOG.warn("A dead letter could not be sent again", failure);
        return Problem.of(ProblemCode.UNAVAILABLE, "Kafka did not take the record; ask again later")
                .refusal();
    }

    private static ProducerRecord<byte[], byte[]> record(LetterRows.Stored stored) {
        Letter letter = stored.letter();
        String topic = letter.topic();
        if (topic == null || !COMMANDS.contains(topic)) {
            throw Problem.of(ProblemCode.NOT_SUPPORTED, "The letter does not come from a topic of commands")
                    .refusal();
        }
        if (letter.isWithoutItsBytes()) {
            throw Problem.of(
                            ProblemCode.NOT_SUPPORTED,
                            "Its bytes were too many to be kept: send the original again, in parts")
                    .refusal();
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, letter.key(), letter.body());
        letter.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> settings = Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    8 << 20,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    5_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    7_000);
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_WITHIN);
        }
    }
}
