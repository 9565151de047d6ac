package io.ringfence.axon.gate;

import io.ringfence.events.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Tries again, at growing distances and without holding a thread, what fails because something is away. */
public final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final int TRIES_WHEN_FAILING = 3;

    private final Timing timing;
    private final Duration shortest;
    private final Duration longest;

    public Patience(Duration shortest, Duration longest) {
        this(Timing.system(), shortest, longest);
    }

    /** The same in another time than the machine's. */
    public Patience(Timing timing, Duration shortest, Duration longest) {
        this.timing = timing;
        this.shortest = shortest;
        this.longest = longest;
    }

    /** Submits until the outcome is a decision; a service that fails rather than waits gets three tries. */
    public CompletionStage<Answer> untilDecided(Supplier<CompletionStage<Answer>> submit) {
        return untilDecided(submit, 1);
    }

    private CompletionStage<Answer> untilDecided(Supplier<CompletionStage<Answer>> submit, int attempt) {
        return submit.get()
                .thenCompose(answer -> mayChange(answer, attempt)
                        ? after(distance(attempt)).thenCompose(waited -> untilDecided(submit, attempt + 1))
                        : CompletableFuture.completedFuture(answer));
    }

    private static boolean mayChange(Answer answer, int attempt) {
        return answer.isRefusal(ProblemCode.UNAVAILABLE)
                || answer.isRefusal(ProblemCode.TOO_MANY_REQUESTS)
                || (answer.isRefusal(ProblemCode.INTERNAL_ERROR) && attempt < TRIES_WHEN_FAILING);
    }

    /** Sends until it is acknowledged. */
    public CompletionStage<Void> untilDone(Supplier<CompletionStage<Void>> send) {
        return untilDone(send, 1);
    }

    private CompletionStage<Void> untilDone(Supplier<CompletionStage<Void>> send, int attempt) {
        // A send that throws is as good as one that fails.
        CompletableFuture<Void> now = CompletableFuture.completedFuture(null);
        return now.thenCompose(done -> send.get()).exceptionallyCompose(failure -> {
            LOG.warnf(failure, "Kafka did not take a record (try %d); it is sent again", attempt);
            return after(distance(attempt)).thenCompose(waited -> untilDone(send, attempt + 1));
        });
    }

    private Duration distance(int attempt) {
        Duration doubled = shortest.multipliedBy(1L << Math.min(attempt - 1, 16));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private CompletableFuture<Void> after(Duration delay) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        timing.later(delay, () -> over.complete(null));
        return over;
    }
}
