package io.ringfence.instance;

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

/** Commands on container instances over REST. */
@Path("/v1/instances")
@Tag(name = "Instances")
public final class InstanceResource {
    private static final Reply CREATED = Reply.created(
            accepted -> "/v1/instances/" + accepted.revision().aggregate().id());

    private final CommandEndpoint commands;

    @Inject
    InstanceResource(CommandEndpoint commands) {
        this.commands = commands;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Register a container instance in a security group")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = InstanceRequest.Register.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstanceRequest.Answer.class)))
    public CompletionStage<Response> register(byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.REGISTER_INSTANCE, "", body, headers, CREATED);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change an instance; its group cannot change")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = InstanceRequest.Modify.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, or as it was asked to be already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstanceRequest.Answer.class)))
    public CompletionStage<Response> modify(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.MODIFY_INSTANCE, id, body, headers, Reply.ok());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete an instance; its addresses and its interface are free then")
    @APIResponse(responseCode = "204", description = "Deleted")
    public CompletionStage<Response> delete(@PathParam("id") String id, @Context HttpHeaders headers) {
        return commands.submit(
                CommandType.DELETE_INSTANCE, id, JsonNodeFactory.instance.objectNode(), headers, Reply.noContent());
    }
}
