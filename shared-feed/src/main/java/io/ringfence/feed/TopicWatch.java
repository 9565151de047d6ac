package io.ringfence.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka, again and again, for the wanted topics' ids and partitions. The asking goes on beside the polls and
 * never holds one up, unless the poll has nothing else to do. For the polling thread.
 */
final class TopicWatch {
    /** What Kafka said: the topics there are, and the wanted ones it does not have. */
    record Seen(Map<String, Found> topics, Set<String> missing) {
        Seen {
            topics = Map.copyOf(topics);
            missing = Set.copyOf(missing);
        }
    }

    /** A topic there is. */
    record Found(String id, int partitions) {}

    private final FeedSettings settings;
    private @Nullable CompletableFuture<Seen> pending;
    private long dueAt = System.nanoTime();

    TopicWatch(FeedSettings settings) {
        this.settings = settings;
    }

    /**
     * What Kafka said since the last look, or null if nothing yet; waits at the most so long for it. Kafka's failure
     * to answer is a {@link KafkaException}.
     */
    @Nullable
    Seen look(Admin admin, Duration wait) {
        if (pending == null && System.nanoTime() - dueAt < 0) {
            return null;
        }
        if (pending == null) {
            pending = ask(admin);
        }
        CompletableFuture<Seen> asked = pending;
        try {
            Seen seen = asked.get(wait.toNanos(), TimeUnit.NANOSECONDS);
            next(seen.missing().isEmpty() ? settings.checkEvery() : settings.retryAfter());
            return seen;
        } catch (TimeoutException e) {
            return null; // the answer is looked for again by the next poll
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            next(settings.retryAfter());
            throw new KafkaException("the topics cannot be asked for: " + e.getCause(), e.getCause());
        }
    }

    /** Asks anew at the next look, whatever was asked before. */
    void hurry() {
        pending = null;
        dueAt = System.nanoTime();
    }

    /** How long until the next question is due; zero while one is under way. */
    Duration untilDue() {
        return pending != null ? Duration.ZERO : Duration.ofNanos(Math.max(0, dueAt - System.nanoTime()));
    }

    private void next(Duration delay) {
        pending = null;
        dueAt = System.nanoTime() + delay.toNanos();
    }

    private CompletableFuture<Seen> ask(Admin admin) {
        Map<String, CompletableFuture<Optional<Found>>> answers = new HashMap<>();
        admin.describeTopics(settings.topics())
                .topicNameValues()
                .forEach((topic, answer) -> answers.put(
                        topic,
                        answer.toCompletionStage().handle(TopicWatch::found).toCompletableFuture()));
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> gather(answers));
    }

    private static Optional<Found> found(@Nullable TopicDescription description, @Nullable Throwable failure) {
        if (description != null) {
            return Optional.of(new Found(
                    description.topicId().toString(), description.partitions().size()));
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof UnknownTopicOrPartitionException) {
            return Optional.empty();
        }
        throw new KafkaException(String.valueOf(cause), cause);
    }

    private static Seen gather(Map<String, CompletableFuture<Optional<Found>>> answers) {
        Map<String, Found> topics = new HashMap<>();
        Set<String> missing = new HashSet<>();
        answers.forEach((topic, answer) ->
                answer.join().ifPresentOrElse(found -> topics.put(topic, found), () -> missing.add(topic)));
        return new Seen(topics, missing);
    }
}
