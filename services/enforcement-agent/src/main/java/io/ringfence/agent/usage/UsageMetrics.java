package io.ringfence.agent.usage;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/** What was dropped in numbers, for whoever collects them. Rules are too many for that: they are told apart. */
@ApplicationScoped
public class UsageMetrics {

    private final UsageBoard board;
    private final MeterRegistry registry;

    public UsageMetrics(UsageBoard board, MeterRegistry registry) {
        this.board = board;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        dropped("denied", RuleReading::denied);
        dropped("spoofed", RuleReading::spoofed);
    }

    private void dropped(String reason, Function<RuleReading, Count> count) {
        FunctionCounter.builder(
                        "ringfence.agent.dropped.packets",
                        board,
                        shown -> shown.newest().map(count).map(Count::packets).orElse(0L))
                .description("Packets that were dropped: denied by policy, or sent under a foreign address")
                .tag("reason", reason)
                .register(registry);
    }
}
