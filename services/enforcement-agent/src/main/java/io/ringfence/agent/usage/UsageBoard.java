package io.ringfence.agent.usage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Where the newest reading of the counters is left for everybody else. */
@ApplicationScoped
public class UsageBoard {

    private volatile Optional<RuleReading> newest = Optional.empty();

    void show(RuleReading reading) {
        newest = Optional.of(reading);
    }

    /** Empty until the counters have been read once. */
    public Optional<RuleReading> newest() {
        return newest;
    }
}
