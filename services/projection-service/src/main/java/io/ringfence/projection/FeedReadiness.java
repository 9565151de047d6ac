package io.ringfence.projection;

import io.ringfence.feed.FeedStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every event topic is being read and it is known how far behind the rows are. */
@Readiness
@ApplicationScoped
public class FeedReadiness implements HealthCheck {
    private final ProjectionProcess process;

    @Inject
    public FeedReadiness(ProjectionProcess process) {
        this.process = process;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("event feed");
        Optional<FeedStatus> status = process.status();
        if (status.isEmpty()) {
            return response.up().withData("state", "NOT_FOLLOWING").build();
        }
        FeedStatus feed = status.get();
        response.status(feed.isRunning() && feed.lag().isPresent())
                .withData("state", feed.state().name());
        feed.lag().ifPresent(lag -> response.withData("lag", lag));
        if (!feed.detail().isEmpty()) {
            response.withData("detail", feed.detail());
        }
        return response.build();
    }
}
