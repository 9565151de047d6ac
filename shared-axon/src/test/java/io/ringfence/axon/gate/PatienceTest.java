package io.ringfence.axon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Outcome.Rejected;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience(Duration.ofMillis(1), Duration.ofMillis(4));
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void a_store_that_is_away_is_waited_for() {
        Answer answer = join(patience.untilDecided(
                () -> rejected(tries.incrementAndGet() < 10 ? ProblemCode.UNAVAILABLE : ProblemCode.RULE_NOT_FOUND)));

        assertThat(((Rejected) answer.outcome()).problem().code()).isEqualTo(ProblemCode.RULE_NOT_FOUND);
        assertThat(tries).hasValue(10);
    }

    @Test
    void a_service_that_fails_gets_three_tries() {
        Answer answer = join(patience.untilDecided(() -> {
            tries.incrementAndGet();
            return rejected(ProblemCode.INTERNAL_ERROR);
        }));

        assertThat(((Rejected) answer.outcome()).problem().code()).isEqualTo(ProblemCode.INTERNAL_ERROR);
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_record_is_sent_until_it_is_taken() {
        join(patience.untilDone(() -> tries.incrementAndGet() < 10
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(null)));

        assertThat(tries).hasValue(10);
    }

    private static CompletionStage<Answer> rejected(ProblemCode code) {
        return CompletableFuture.completedFuture(Answer.unannounced(new Rejected(Problem.of(code, "because"))));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
