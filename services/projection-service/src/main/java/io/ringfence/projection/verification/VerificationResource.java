package io.ringfence.projection.verification;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Whether the history was touched. */
@Path("/v1/audit/verify")
@Tag(name = "Audit")
public class VerificationResource {
    private final Verifications verifications;

    @Inject
    public VerificationResource(Verifications verifications) {
        this.verifications = verifications;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Reads everything once more from offset 0 and says whether it is as it was",
            description =
                    "Compares the events of Kafka with each other, with the views, with the signed heads and with the"
                            + " stores of the services; names the first bad place. Takes about as long as a rebuild. With Accept:"
                            + " application/x-ndjson its progress comes as lines, the report as the last one.")
    public Uni<Report> report() {
        return verifications.begin().collect().last().map(last -> Objects.requireNonNull(last.report()));
    }

    @POST
    @Produces("application/x-ndjson")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Multi<Progress> lines() {
        return verifications.begin();
    }
}
