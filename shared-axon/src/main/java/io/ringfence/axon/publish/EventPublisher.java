package io.ringfence.axon.publish;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;

/**
 * Sends each event of the store to its topic. Its place in the store moves, in the same transaction, only after Kafka
 * has acknowledged the whole batch: after a crash events may come twice, and none is lost. A batch that waits for Kafka
 * longer than a transaction may live is tried again, with the same records still on their way.
 */
public final class EventPublisher {
    private static final String SENT = EventPublisher.class.getName();

    private final RecordSink sink;
    private final PublishedForm form;
    private final Duration ackTimeout;
    private final Unacknowledged<String> unacknowledged = new Unacknowledged<>();

    /**
     * @param source the service, such as {@code /ringfence/rule-service}
     * @param ackTimeout shorter than an idle transaction may live, as one is open meanwhile
     */
    public EventPublisher(RecordSink sink, Serializer stored, String source, Duration ackTimeout) {
        this.sink = sink;
        this.form = new PublishedForm(stored, source);
        this.ackTimeout = ackTimeout;
    }

    @EventHandler
    void publish(DomainEvent event, DomainEventMessage<?> message) {
        List<CompletableFuture<Void>> sent = sentInThisBatch();
        sent.add(unacknowledged.send(message.getIdentifier(), () -> send(event, message)));
        if (sent.get(sent.size() - 1).isCompletedExceptionally()) {
            // What comes behind a lost one would overtake it.
            await(sent);
        }
    }

    private CompletionStage<Void> send(DomainEvent event, DomainEventMessage<?> message) {
        return sink.send(Topics.of(event.aggregate().kind()), form.record(message));
    }

    private List<CompletableFuture<Void>> sentInThisBatch() {
        UnitOfWork<?> batch = CurrentUnitOfWork.get();
        return batch.root().getOrComputeResource(SENT, name -> {
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            batch.onPrepareCommit(ending -> await(sent));
            return sent;
        });
    }

    private void await(List<CompletableFuture<Void>> sent) {
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(ackTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishingFailed(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new PublishingFailed(e);
        }
    }

    /** Kafka did not acknowledge a batch; it is sent again. */
    static final class PublishingFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PublishingFailed(Exception cause) {
            super("Kafka did not acknowledge a batch of events", cause);
        }
    }
}
