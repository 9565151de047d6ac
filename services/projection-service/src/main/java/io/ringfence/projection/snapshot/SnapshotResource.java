package io.ringfence.projection.snapshot;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** The whole image, of every account: what an agent needs that has nothing yet. */
@Path("/v1/snapshot")
@Tag(name = "Snapshot")
public class SnapshotResource {
    private final Snapshot snapshot;

    @Inject
    public SnapshotResource(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    @GET
    @Produces("application/x-ndjson")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The image, and where to read on",
            description =
                    "As lines of JSON: first the positions, then every aggregate as it was there or a little later,"
                            + " what is gone at the end, and last how many lines came before. Read the topics of events from the"
                            + " positions on, and drop events whose revision the image has.")
    public Multi<SnapshotLine> get() {
        return snapshot.lines();
    }
}
