package io.ringfence.axon.publish;

import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * The process that reads the store in its order and hands every event to the publisher; when that fails it tries the
 * batch again, for ever, at growing distances of at most two seconds.
 */
public final class PublisherProcess extends TrackingEventProcessor {
    /** Under which it keeps its place in the store. */
    public static final String NAME = "publisher";

    private static final int BATCH = 500;
    private static final long POLL_MS = 500;
    private static final long MAX_SLEEP_MS = 2_000;

    private volatile boolean paused;

    private PublisherProcess(Builder builder) {
        super(builder);
    }

    /** Adds the process to Axon's configuration; {@link #of} gives it back, to be started when Kafka can be sent to. */
    public static Configurer addTo(Configurer configurer, PublisherSource publisher) {
        return configurer.eventProcessing(events -> events.registerEventHandler(publisher::publisher)
                .byDefaultAssignTo(NAME)
                .registerDefaultListenerInvocationErrorHandler(c -> PropagatingErrorHandler.instance())
                .registerEventProcessor(NAME, (name, axon, handlers) -> build(axon, handlers)));
    }

    /** The process of a configuration. */
    public static PublisherProcess of(Configuration axon) {
        return axon.eventProcessingConfiguration()
                .eventProcessor(NAME, PublisherProcess.class)
                .orElseThrow(() -> new IllegalStateException("this configuration has no publisher"));
    }

    private static PublisherProcess build(Configuration axon, EventHandlerInvoker handlers) {
        Builder builder = TrackingEventProcessor.builder()
                .name(NAME)
                .eventHandlerInvoker(handlers)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(axon.getComponent(EventStore.class))
                .tokenStore(axon.getComponent(TokenStore.class))
                .transactionManager(axon.getComponent(TransactionManager.class))
                .trackingEventProcessorConfiguration(settings());
        return new PublisherProcess(builder);
    }

    private static TrackingEventProcessorConfiguration settings() {
        return TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andAutoStart(false)
                .andBatchSize(BATCH)
                .andInitialTrackingToken(StreamableMessageSource::createTailToken)
                .andEventAvailabilityTimeout(POLL_MS, TimeUnit.MILLISECONDS)
                .andTokenClaimInterval(POLL_MS, TimeUnit.MILLISECONDS);
    }

    /** Whether it has its place in the store and the last batch went out, or it rests because that is wanted. */
    public boolean isHealthy() {
        return paused
                || (isRunning()
                        && !processingStatus().isEmpty()
                        && processingStatus().values().stream().noneMatch(status -> status.isErrorState()));
    }

    /** From here on it may be stopped without anything being wrong. */
    void pause() {
        paused = true;
    }

    /** Starts it again. */
    void proceed() {
        start();
        paused = false;
    }

    /** Axon's own distances grow to a minute, which is long when Kafka is back. */
    @Override
    protected void doSleepFor(long milliseconds) {
        super.doSleepFor(Math.min(milliseconds, MAX_SLEEP_MS));
    }

    /** Makes the publisher once Axon's serializer is there. */
    @FunctionalInterface
    public interface PublisherSource {
        EventPublisher publisher(Configuration axon);
    }
}
