package io.ringfence.projection.query;

import io.ringfence.events.wire.CommandCodec;
import io.ringfence.events.wire.IdSource;
import io.ringfence.events.wire.Json;
import io.ringfence.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What a change of rules would do, before anybody makes it. */
@Path("/v1/security-groups/{id}/rules:preview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
public class PreviewResource {
    private final PreviewQuery query;

    @Inject
    public PreviewResource(PreviewQuery query) {
        this.query = query;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What a change of rules would open and close, and what it would be refused for",
            description = "Nothing changes. First the rules of revoke go, then those of authorize come.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PreviewRequest.class)))
    public Uni<RulePreview> preview(@RestPath String id, byte[] body, HttpHeaders headers) {
        return query.of(Caller.of(headers).account(), new CommandCodec(placeIds()).preview(id, Json.readObject(body)));
    }

    /** Ids that say which place of {@code authorize} a rule has. */
    private static IdSource placeIds() {
        AtomicInteger next = new AtomicInteger();
        return () -> String.format(Locale.ROOT, "new%014d", next.getAndIncrement());
    }
}
