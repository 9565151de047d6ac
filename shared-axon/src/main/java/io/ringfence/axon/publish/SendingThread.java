package io.ringfence.axon.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A sink that never blocks its callers, who decide commands: a thread of its own waits for Kafka in their place. */
public final class SendingThread implements RecordSink, AutoCloseable {
    private final RecordSink sink;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "sender");
        made.setDaemon(true);
        return made;
    });

    public SendingThread(RecordSink sink) {
        this.sink = sink;
    }

    @Override
    public CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
        return CompletableFuture.supplyAsync(() -> sink.send(record), thread).thenCompose(sent -> sent);
    }

    /** What it was given before is still sent; nothing new is taken. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
