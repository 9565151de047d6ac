package io.ringfence.axon.announce;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Where decided outcomes wait to be announced. */
interface Outbox {
    /**
     * Hands the next outcomes to {@code send}, oldest first, and counts them as announced once its stage has completed,
     * waiting for it. After a crash in between, or a failure, they come again; none is ever passed over.
     *
     * @return how many were announced; 0 if there is none, or if another process announces
     */
    int announceNext(Function<List<Result>, CompletionStage<Void>> send);
}
