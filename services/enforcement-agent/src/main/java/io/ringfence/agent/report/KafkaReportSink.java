package io.ringfence.agent.report;

import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports to {@link Topics#ENFORCEMENT_REPORTS}, key host, value JSON. One report is on its way at a time; those that
 * come meanwhile replace each other, as each says everything.
 */
public final class KafkaReportSink implements ReportSink, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaReportSink.class);
    private static final int WAIT_MS = 5_000;

    private final Map<String, Object> settings;
    private final AtomicReference<@Nullable EnforcementReport> waiting = new AtomicReference<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "report-sender");
        thread.setDaemon(true);
        return thread;
    });

    /** Made and used by the sender's thread only, as making one fails while no broker's name can be resolved. */
    private @Nullable KafkaProducer<String, byte[]> producer;

    public KafkaReportSink(String bootstrapServers, String clientId) {
        this.settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG, clientId,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WAIT_MS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WAIT_MS,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    }

    @Override
    public void send(EnforcementReport report) {
        if (waiting.getAndSet(report) == null && !sender.isShutdown()) {
            sender.execute(this::sendWaiting);
        }
    }

    /** Sends what is waiting, for at most a few seconds. */
    @Override
    public void close() {
        sender.execute(this::closeProducer);
        sender.shutdown();
        try {
            if (!sender.awaitTermination(2L * WAIT_MS, TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void sendWaiting() {
        EnforcementReport report = waiting.getAndSet(null);
        if (report == null) {
            return;
        }
        try {
            String host = report.host().value();
            producer()
                    .send(new ProducerRecord<>(Topics.ENFORCEMENT_REPORTS, host, Json.write(report)))
                    .get();
        } catch (KafkaException | ExecutionException e) {
            LOG.debugf("Report %d was not sent, a later one will be: %s", report.number(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings);
        }
        return producer;
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ofMillis(WAIT_MS));
        }
    }
}
