package io.ringfence.axon.publish;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while events go out to Kafka. The store's own readiness comes from its connection pool. */
@Readiness
@Singleton
public final class PublisherReadiness implements HealthCheck {
    private final PublisherProcess publisher;

    @Inject
    PublisherReadiness(PublisherProcess publisher) {
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("publisher")
                .status(publisher.isHealthy())
                .build();
    }
}
