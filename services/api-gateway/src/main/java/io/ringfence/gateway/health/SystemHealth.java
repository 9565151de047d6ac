package io.ringfence.gateway.health;

import io.ringfence.gateway.health.ServiceHealth.Status;
import java.util.List;

/** The readiness of all services: UP when every one of them is. */
public record SystemHealth(Status status, List<ServiceHealth> services) {
    static SystemHealth of(List<ServiceHealth> services) {
        boolean up = services.stream().allMatch(service -> service.status() == Status.UP);
        return new SystemHealth(up ? Status.UP : Status.DOWN, services);
    }
}
