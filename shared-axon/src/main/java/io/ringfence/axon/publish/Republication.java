package io.ringfence.axon.publish;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the service's topic of events anew from its store, while commands go on being decided.
 *
 * <pre>
 *   stop the publisher --> one transaction: its place is the store's beginning, the intention is noted
 *         --> delete the topic --> make it again --> forget the intention --> start the publisher --> wait for the end
 * </pre>
 *
 * <p>A process that dies in between leaves the intention behind; the next one finishes before it publishes.
 */
public final class Republication implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Republication.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final PublisherPlace place;
    private final EventTopic topic;
    private final PublisherProcess publisher;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable CompletableFuture<Progress> running;
    private volatile Progress progress = new Progress(Stage.IDLE, 0, 0);

    Republication(PublisherPlace place, EventTopic topic, PublisherProcess publisher) {
        this.place = place;
        this.topic = topic;
        this.publisher = publisher;
    }

    /**
     * The one of a configuration with a publisher.
     *
     * @param kafka how Kafka is reached
     * @param topic that holds the events of this store and no others
     */
    public static Republication of(
            Configuration axon, JdbcTransactions transactions, Map<String, Object> kafka, String topic) {
        PublisherPlace place = new PublisherPlace(transactions, axon.eventStore(), axon.getComponent(TokenStore.class));
        return new Republication(place, new EventTopic(kafka, topic), PublisherProcess.of(axon));
    }

    /** Where it is. */
    public enum Stage {
        IDLE,
        STOPPING,
        MAKING_THE_TOPIC,
        PUBLISHING,
        DONE
    }

    /**
     * How far it is.
     *
     * @param published the index in the store up to which everything is in Kafka
     * @param end the index that is to be reached
     */
    public record Progress(Stage stage, long published, long end) {}

    /** Starts the publisher, after finishing what an earlier process began. Does not wait for that. */
    public synchronized void startPublisher() {
        Optional<EventTopic.Settings> begun = place.intention();
        if (begun.isEmpty()) {
            publisher.start();
        } else {
            LOG.warn("The topic was being made anew when the service ended; that is finished first");
            launch(() -> remake(begun.get()));
        }
    }

    /**
     * Begins, or joins what is under way. Completes when everything that was in the store is in the new topic; fails
     * with a refusal, and nothing changed, if this process is not the one that publishes.
     */
    public synchronized CompletionStage<Progress> begin() {
        CompletableFuture<Progress> under = running;
        return under != null && !under.isDone() ? under : launch(() -> remake(intend()));
    }

    /** How far the last one is. */
    public Progress progress() {
        return progress;
    }

    private CompletionStage<Progress> launch(Runnable work) {
        CompletableFuture<Progress> done = new CompletableFuture<>();
        running = done;
        publisher.pause();
        Thread thread = new Thread(() -> run(work, done), "republication");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private void run(Runnable work, CompletableFuture<Progress> done) {
        try {
            progress = new Progress(Stage.STOPPING, 0, 0);
            publisher.shutDown();
            work.run();
            publisher.proceed();
            awaitEnd();
            done.complete(progress);
        } catch (RuntimeException e) {
            progress = new Progress(Stage.IDLE, 0, 0);
            if (!isClosing()) {
                publisher.proceed();
            }
            done.completeExceptionally(e);
        }
    }

    private EventTopic.Settings intend() {
        EventTopic.Settings settings = topic.find()
                .orElseThrow(() -> Problem.of(ProblemCode.UNAVAILABLE, "There is no topic to make anew: make it first")
                        .refusal());
        try {
            place.beginAnew(settings);
        } catch (UnableToClaimTokenException e) {
            throw Problem.of(ProblemCode.NOT_SUPPORTED, "Another process publishes this store: ask that one")
                    .refusal();
        }
        return settings;
    }

    /** From here on there is no way back, only forward: what fails is tried again until it is done. */
    private void remake(EventTopic.Settings settings) {
        progress = new Progress(Stage.MAKING_THE_TOPIC, 0, 0);
        while (true) {
            try {
                replace(settings);
                place.forget();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The topic could not be made anew; it is tried again", e);
                pause(RETRY);
            }
        }
    }

    private void replace(EventTopic.Settings settings) {
        Optional<EventTopic.Settings> now = topic.find();
        if (now.isPresent() && now.get().id().equals(settings.id())) {
            place.beginAnew(settings); // another process may have published into the old topic meanwhile
            topic.delete();
            now = Optional.empty();
        }
        if (now.isEmpty()) {
            topic.create(settings);
        }
        topic.awaitBrokers(settings.partitions());
    }

    private void awaitEnd() {
        long end = place.end();
        long published = -1;
        while (published < end) {
            published = place.published();
            progress = new Progress(Stage.PUBLISHING, published, end);
            pause(LOOK);
        }
        progress = new Progress(Stage.DONE, published, end);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(Duration limit) {
        try {
            if (closing.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the service ends; the next one finishes this");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends what is under way; the next process finishes it. */
    @Override
    public void close() {
        closing.countDown();
    }
}
