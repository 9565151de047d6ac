package io.ringfence.agent.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.agent.status.AgentStatus.InstanceState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** The newest status in numbers, for whoever collects them. */
@ApplicationScoped
public class StatusMetrics {

    private final StatusBoard board;
    private final MeterRegistry registry;

    public StatusMetrics(StatusBoard board, MeterRegistry registry) {
        this.board = board;
        this.registry = registry;
    }

    /** Once, at the start; the numbers are read whenever somebody collects them. */
    public void register(@Observes StartupEvent event) {
        FunctionCounter.builder("ringfence.agent.drift", board, number(StatusMetrics::drifts))
                .description("Times that others had changed the table and it was written again")
                .register(registry);
        gauge(
                "ringfence.agent.in.sync",
                "1 while the host has what it should, else 0",
                status -> status.ready() ? 1 : 0);
        Gauge.builder("ringfence.agent.lag", board, StatusMetrics::lag)
                .description("Records in Kafka that the agent has not read; not a number while it is unknown")
                .register(registry);
        gauge(
                "ringfence.agent.failures",
                "What is not enforced as asked",
                status -> status.failures().size());
        gauge(
                "ringfence.agent.image.instances",
                "Instances that the agent knows of, on all hosts",
                status -> status.image().instances());
        gauge(
                "ringfence.agent.image.groups",
                "Groups that the agent knows of",
                status -> status.image().groups());
        gauge(
                "ringfence.agent.connections",
                "Connections that the kernel tracks",
                status -> status.condition().connections());
        gauge(
                "ringfence.agent.connections.limit",
                "Connections that the kernel can track",
                status -> status.condition().connectionsAtMost());
        gauge(
                "ringfence.agent.warnings",
                "What keeps policy from working",
                status -> status.condition().warnings().size());
        for (InstanceState state : InstanceState.values()) {
            Gauge.builder("ringfence.agent.instances", board, number(status -> count(status, state)))
                    .description("Instances of this host, by what is done with their traffic")
                    .tag("state", state.name())
                    .register(registry);
        }
    }

    private void gauge(String name, String description, ToDoubleFunction<AgentStatus> value) {
        Gauge.builder(name, board, number(value)).description(description).register(registry);
    }

    private static ToDoubleFunction<StatusBoard> number(ToDoubleFunction<AgentStatus> value) {
        return board -> board.newest().map(value::applyAsDouble).orElse(0.0);
    }

    private static double lag(StatusBoard board) {
        return board.newest()
                .map(status -> status.kafka().lag())
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private static double drifts(AgentStatus status) {
        return status.drift() == null ? 0 : status.drift().count();
    }

    private static double count(AgentStatus status, InstanceState state) {
        return status.instances().stream()
                .filter(instance -> instance.state() == state)
                .count();
    }
}
