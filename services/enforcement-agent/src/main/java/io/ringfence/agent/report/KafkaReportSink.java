package io.ringfence.agent.report;

import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reports to {@link Topics#ENFORCEMENT_REPORTS}, key host, value JSON. One report is on its way at a time; those that
 * come meanwhile replace each other, as each says everything.
 */
public final class KafkaReportSink implements ReportSink, AutoCloseable {

    private final Courier courier;
    private final AtomicReference<@Nullable EnforcementReport> waiting = new AtomicReference<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "report-sender");
        thread.setDaemon(true);
        return thread;
    });

    public KafkaReportSink(Courier courier) {
        this.courier = courier;
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
        sender.shutdown();
        try {
            if (!sender.awaitTermination(2 * Courier.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void sendWaiting() {
        EnforcementReport report = waiting.getAndSet(null);
        if (report != null) {
            courier.send(List.of(new ProducerRecord<>(
                    Topics.ENFORCEMENT_REPORTS, report.host().value(), Json.write(report))));
        }
    }
}
