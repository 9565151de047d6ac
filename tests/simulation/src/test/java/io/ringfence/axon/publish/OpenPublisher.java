package io.ringfence.axon.publish;

import io.ringfence.axon.store.StoredForm;
import io.ringfence.events.DomainEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** Opens what is not public here: how an event becomes a record. */
public final class OpenPublisher {
    private final EventPublisher publisher;
    private final Listener listener;

    /** Takes each record at once. */
    @FunctionalInterface
    public interface Listener {
        void sent(ProducerRecord<byte[], byte[]> record);
    }

    public OpenPublisher(String source, Listener listener) {
        this.listener = listener;
        this.publisher = new EventPublisher(this::send, StoredForm.serializer(), source, Duration.ofSeconds(1));
    }

    private CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
        listener.sent(record);
        return CompletableFuture.completedFuture(null);
    }

    /** Sends one event of the store. */
    public void publish(DomainEventMessage<?> message) {
        DefaultUnitOfWork<DomainEventMessage<?>> unit = DefaultUnitOfWork.startAndGet(message);
        unit.execute(() -> publisher.publish((DomainEvent) message.getPayload(), message));
    }
}
