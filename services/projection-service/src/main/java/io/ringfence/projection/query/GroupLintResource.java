package io.ringfence.projection.query;

import io.ringfence.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What is wrong with one security group. */
@Path("/v1/security-groups/{id}/lint")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lint")
public class GroupLintResource {
    private final LintQuery query;

    @Inject
    public GroupLintResource(LintQuery query) {
        this.query = query;
    }

    @GET
    @Operation(summary = "What is wrong with a security group", description = LintResource.KINDS)
    public Uni<GroupFindings> ofGroup(
            @RestPath String id,
            @RestQuery @Nullable String unusedFor,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        return query.ofGroup(LintQuestion.of(Caller.of(headers).account(), asOf, unusedFor), id);
    }
}
