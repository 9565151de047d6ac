package io.ringfence.axon.gate;

import java.util.concurrent.CompletableFuture;

/**
 * A command on its way through the gate. Only one thread has it at a time: that of its lane, or whoever wakes it.
 */
final class Ticket {
    private final Submission submission;
    private final LedgerKey key;
    private final long start;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private volatile boolean lastLook;
    private volatile boolean announced;

    /** @param start a reading of the gate's {@link Timing} */
    Ticket(Submission submission, long start) {
        this.submission = submission;
        this.key = LedgerKey.of(submission);
        this.start = start;
    }

    Submission submission() {
        return submission;
    }

    LedgerKey key() {
        return key;
    }

    long start() {
        return start;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Whether it has waited long enough, so that what it waits for counts as unknown. */
    boolean isLastLook() {
        return lastLook;
    }

    void makeLastLook() {
        lastLook = true;
    }

    /** Whether a row of this submission's own waits for its final outcome, which goes to the topic from there. */
    boolean isAnnounced() {
        return announced;
    }

    void makeAnnounced() {
        announced = true;
    }
}
