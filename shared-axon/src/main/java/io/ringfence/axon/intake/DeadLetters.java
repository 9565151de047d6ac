package io.ringfence.axon.intake;

import io.ringfence.axon.publish.RecordSink;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps what could not be read or decided: its key, bytes and headers as they came, with the reason and the place. */
final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final RecordSink sink;

    DeadLetters(RecordSink sink) {
        this.sink = sink;
    }

    /**
     * Completes when the letter is kept. One that Kafka finds too large is kept without its bytes, which stay where its
     * headers say: to try for ever would stop the partition.
     */
    CompletionStage<Void> bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOG.warnf("Dead letter: %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), reason);
        return sink.send(letter(record, record.value(), reason)).exceptionallyCompose(failure -> {
            if (record.value() == null || !isTooLarge(failure)) {
                return CompletableFuture.failedFuture(failure);
            }
            ProducerRecord<byte[], byte[]> empty = letter(record, null, reason);
            empty.headers().add(Headers.DEAD_BYTES_DROPPED, utf8(Integer.toString(record.value().length)));
            return sink.send(empty);
        });
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, byte @Nullable [] body, String reason) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, record.key(), body);
        for (Header header : record.headers()) {
            letter.headers().add(header);
        }
        letter.headers()
                .add(Headers.DEAD_REASON, utf8(reason))
                .add(Headers.DEAD_TOPIC, utf8(record.topic()))
                .add(Headers.DEAD_PARTITION, utf8(Integer.toString(record.partition())))
                .add(Headers.DEAD_OFFSET, utf8(Long.toString(record.offset())));
        return letter;
    }

    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
