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
     * @return what was found; nothing if another process announces
     */
    Look announceNext(Function<List<Result>, CompletionStage<Void>> send);

    /**
     * What one look into the outbox found.
     *
     * @param announced how many outcomes were announced, from 0
     * @param full whether there may be more that could be announced at once
     * @param heldBack whether outcomes wait until an older transaction has ended
     */
    record Look(int announced, boolean full, boolean heldBack) {
        static final Look NOTHING = new Look(0, false, false);
    }
}
