package io.ringfence.projection.usage;

import io.ringfence.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Which rules decide anything. */
@Path("/v1/security-groups/{id}/rule-usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Security groups")
public class RuleUsageResource {
    private final RuleUsageQuery query;

    @Inject
    public RuleUsageResource(RuleUsageQuery query) {
        this.query = query;
    }

    /** Every rule of a group with its use. */
    @Schema(name = "RuleUsage")
    public record Usage(List<RuleUse> items) {
        public Usage {
            items = List.copyOf(items);
        }
    }

    @GET
    @Operation(
            summary = "How much each rule has decided",
            description = "By rule, on all hosts together, as their agents count; by default about a minute old.")
    public Uni<Usage> get(@RestPath String id, HttpHeaders headers) {
        return query.ofGroup(Caller.of(headers).account(), id).map(Usage::new);
    }
}
