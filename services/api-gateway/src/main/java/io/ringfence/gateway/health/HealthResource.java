package io.ringfence.gateway.health;

import io.ringfence.gateway.health.ServiceHealth.Status;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/health}: 200 when every service is ready, 503 otherwise; the body names each either way. */
@Path("/v1/health")
@Tag(name = "Health")
public final class HealthResource {
    private final ReadinessCheck check;

    HealthResource(ReadinessCheck check) {
        this.check = check;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getHealth", summary = "Every service's readiness")
    @APIResponse(
            responseCode = "200",
            description = "Every service is ready",
            content = @Content(schema = @Schema(implementation = SystemHealth.class)))
    @APIResponse(
            responseCode = "503",
            description = "Some service is not ready",
            content = @Content(schema = @Schema(implementation = SystemHealth.class)))
    public CompletionStage<Response> health() {
        return check.ask()
                .map(health -> Response.status(health.status() == Status.UP ? 200 : 503)
                        .entity(health)
                        .build())
                .toCompletionStage();
    }
}
