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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Commands on prefix lists over REST. */
@Path("/v1/prefix-lists")
@Tag(name = "Prefix lists")
public final class PrefixListResource {
    private static final Reply CREATED = Reply.created(
            accepted -> "/v1/prefix-lists/" + accepted.revision().aggregate().id());

    private final CommandEndpoint commands;

    @Inject
    PrefixListResource(CommandEndpoint commands) {
        this.commands = commands;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Create a prefix list")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PrefixListRequest.Create.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PrefixListRequest.Answer.class)))
    public CompletionStage<Response> create(byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.CREATE_PREFIX_LIST, "", body, headers, CREATED);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Rename a prefix list or replace its entries, for every rule that names it")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PrefixListRequest.Modify.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, or as it was asked to be already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PrefixListRequest.Answer.class)))
    public CompletionStage<Response> modify(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.MODIFY_PREFIX_LIST, id, body, headers, Reply.ok());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a prefix list that no rule names")
    @APIResponse(responseCode = "204", description = "Deleted")
    public CompletionStage<Response> delete(@PathParam("id") String id, @Context HttpHeaders headers) {
        return commands.submit(
                CommandType.DELETE_PREFIX_LIST, id, JsonNodeFactory.instance.objectNode(), headers, Reply.noContent());
    }
}
