package io.ringfence.feed;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The feed's two Kafka clients, made when first needed: making one fails with a {@link KafkaException} while no
 * bootstrap server's name can be resolved.
 */
final class KafkaClients {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final FeedSettings settings;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Admin admin;
    private boolean closed;

    KafkaClients(FeedSettings settings) {
        this.settings = settings;
    }

    synchronized KafkaConsumer<byte[], byte[]> consumer() {
        requireOpen();
        if (consumer == null) {
            consumer = new KafkaConsumer<>(settings.forConsumer());
        }
        return consumer;
    }

    synchronized Admin admin() {
        requireOpen();
        if (admin == null) {
            admin = Admin.create(settings.forAdmin());
        }
        return admin;
    }

    private void requireOpen() {
        if (closed) {
            throw new KafkaException("the feed is closed");
        }
    }

    /** Forgets the consumer and all it has fetched; only while nobody polls. */
    synchronized void dropConsumer() {
        if (consumer != null) {
            KafkaConsumer<byte[], byte[]> dropped = consumer;
            consumer = null;
            dropped.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    /** Makes no client any more, ends a poll under way on another thread, and closes the admin client. */
    synchronized void shut() {
        closed = true;
        if (consumer != null) {
            consumer.wakeup();
        }
        if (admin != null) {
            admin.close(CLOSE_WITHIN);
            admin = null;
        }
    }
}
