package io.ringfence.rule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ringfence.axon.web.CommandEndpoint;
import io.ringfence.axon.web.Reply;
import io.ringfence.events.wire.CommandType;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Commands on prefix lists over REST; {@link PrefixListRefusal} answers those that can be read. */
@Path("/v1/prefix-lists")
@Tag(name = "Prefix lists")
public final class PrefixListResource {
    private final CommandEndpoint commands;

    @Inject
    PrefixListResource(CommandEndpoint commands) {
        this.commands = commands;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Create a prefix list: not supported yet")
    public CompletionStage<Response> create(byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.CREATE_PREFIX_LIST, "", body, headers, Reply.created());
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change a prefix list: not supported yet")
    public CompletionStage<Response> modify(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.MODIFY_PREFIX_LIST, id, body, headers, Reply.ok());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a prefix list: not supported yet")
    public CompletionStage<Response> delete(@PathParam("id") String id, @Context HttpHeaders headers) {
        return commands.submit(
                CommandType.DELETE_PREFIX_LIST, id, JsonNodeFactory.instance.objectNode(), headers, Reply.noContent());
    }
}
