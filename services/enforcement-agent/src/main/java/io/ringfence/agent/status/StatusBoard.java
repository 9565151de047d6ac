package io.ringfence.agent.status;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Where the flow's thread leaves its newest status for everybody else. */
@ApplicationScoped
public class StatusBoard {

    private volatile Optional<AgentStatus> newest = Optional.empty();
    private volatile Optional<String> trouble = Optional.of("not started yet");

    /** A turn of the flow ended well. */
    public void show(AgentStatus status) {
        newest = Optional.of(status);
        trouble = Optional.empty();
    }

    /** A turn of the flow failed; what was in force before still is. */
    public void failed(String reason) {
        trouble = Optional.of(reason);
    }

    /** Empty until the flow has made its first turn. */
    public Optional<AgentStatus> newest() {
        return newest;
    }

    /** Why the flow's last turn failed; empty when it did not. */
    public Optional<String> trouble() {
        return trouble;
    }
}
