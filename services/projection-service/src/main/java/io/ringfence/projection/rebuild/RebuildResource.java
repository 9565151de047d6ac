package io.ringfence.projection.rebuild;

import io.ringfence.projection.rebuild.Rebuild.Progress;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** For whoever runs the service; the gateway does not route it. */
@Path("/internal/rebuild")
@Produces(MediaType.APPLICATION_JSON)
public class RebuildResource {
    private final Rebuild rebuild;

    @Inject
    public RebuildResource(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    /** Begins; answers when the tables are empty. */
    @POST
    @Blocking
    @Operation(hidden = true)
    public Progress begin() {
        return rebuild.begin();
    }

    @GET
    @Operation(hidden = true)
    public Uni<Progress> progress() {
        return rebuild.progress();
    }
}
