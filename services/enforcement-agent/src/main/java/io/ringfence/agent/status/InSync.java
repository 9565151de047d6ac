package io.ringfence.agent.status;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the agent has caught up with what there was at start, as long as the kernel has what it should. */
@Readiness
@ApplicationScoped
public class InSync implements HealthCheck {

    private final StatusBoard board;

    public InSync(StatusBoard board) {
        this.board = board;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("enforcement");
        board.newest()
                .ifPresent(status -> answer.withData("state", status.state().name())
                        .withData("mode", status.mode().name())
                        .withData("kafka", status.kafka().state()));
        board.trouble().ifPresent(trouble -> answer.withData("trouble", trouble));
        boolean ready = board.newest().filter(AgentStatus::ready).isPresent();
        return answer.status(ready && board.trouble().isEmpty()).build();
    }
}
