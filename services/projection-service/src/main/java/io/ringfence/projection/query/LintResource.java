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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What is wrong with all that an account has. */
@Path("/v1/lint")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lint")
public class LintResource {
    static final String KINDS =
            "SHADOWED, OVERLY_PERMISSIVE, UNRESOLVED, REDUNDANT, UNUSED and NEAR_LIMIT, each with a sentence. unusedFor,"
                    + " such as P30D, is for how long a rule must have decided nothing to be UNUSED; with asOf that is"
                    + " not said.";

    private final LintQuery query;

    @Inject
    public LintResource(LintQuery query) {
        this.query = query;
    }

    @GET
    @Operation(
            summary = "What is wrong with all security groups of the account",
            description = "One item for each group, in the order of their ids, also where nothing is wrong. " + KINDS)
    public Uni<Page<GroupFindings>> ofAccount(
            @RestQuery @Nullable String unusedFor,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        return query.ofAccount(
                LintQuestion.of(Caller.of(headers).account(), asOf, unusedFor), Paging.of(limit, cursor));
    }
}
