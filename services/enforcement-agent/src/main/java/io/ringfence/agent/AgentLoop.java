package io.ringfence.agent;

import io.ringfence.agent.status.StatusBoard;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The flow's one thread: turn after turn until it is stopped. A turn that fails is told and the next one tried; what is
 * in force stays in force, also when the loop ends.
 */
final class AgentLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AgentLoop.class);
    private static final long PAUSE_MS = 500;
    private static final long END_WITHIN_MS = 5_000;

    private final AgentFlow flow;
    private final StatusBoard board;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "agent-flow");

    AgentLoop(AgentFlow flow, StatusBoard board) {
        this.flow = flow;
        this.board = board;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                flow.turn();
            } catch (RuntimeException failed) {
                LOG.error("A turn failed; what was in force still is", failed);
                board.failed(String.valueOf(failed));
                if (stopped(PAUSE_MS)) {
                    return;
                }
            }
        }
    }

    private boolean stopped(long withinMs) {
        try {
            return stopping.await(withinMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits for the turn under way, within reason. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(END_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
