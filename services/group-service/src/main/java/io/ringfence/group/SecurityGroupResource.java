package io.ringfence.group;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ringfence.axon.web.CommandEndpoint;
import io.ringfence.axon.web.Reply;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
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
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Commands on security groups over REST. */
@Path("/v1/security-groups")
@Tag(name = "Security groups")
public final class SecurityGroupResource {
    private static final Reply CREATED = Reply.created(
            accepted -> "/v1/security-groups/" + accepted.revision().aggregate().id());

    /** 204 when it is gone; 202 and where to look while the other services have not spoken. */
    private static final Reply DELETED = new Reply() {
        @Override
        public ResponseBuilder to(Accepted accepted) {
            return Response.status(204);
        }

        @Override
        public ResponseBuilder to(Pending pending) {
            return Reply.super
                    .to(pending)
                    .header(
                            HttpHeaders.LOCATION,
                            "/v1/security-groups/"
                                    + pending.attempt().aggregate().id());
        }
    };

    private final CommandEndpoint commands;

    @Inject
    SecurityGroupResource(CommandEndpoint commands) {
        this.commands = commands;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Create a security group")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GroupRequest.Create.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GroupRequest.Answer.class)))
    public CompletionStage<Response> create(byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.CREATE_SECURITY_GROUP, "", body, headers, CREATED);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change a security group's attributes")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GroupRequest.Modify.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, or as it was asked to be already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GroupRequest.Answer.class)))
    public CompletionStage<Response> modify(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.MODIFY_SECURITY_GROUP, id, body, headers, Reply.ok());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a security group")
    @APIResponse(responseCode = "204", description = "Deleted, and its rules with it")
    @APIResponse(
            responseCode = "202",
            description = "Being deleted: the group is gone, or in use, when Location says so",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GroupRequest.Answer.class)))
    @APIResponse(responseCode = "409", description = "In use by the instances and rules that it names")
    public CompletionStage<Response> delete(@PathParam("id") String id, @Context HttpHeaders headers) {
        return commands.submit(
                CommandType.DELETE_SECURITY_GROUP, id, JsonNodeFactory.instance.objectNode(), headers, DELETED);
    }
}
