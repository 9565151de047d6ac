package io.ringfence.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.axon.web.CommandEndpoint;
import io.ringfence.axon.web.Reply;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Json;
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
import org.jspecify.annotations.Nullable;

/** Commands on the rules of a group over REST. */
@Path("/v1/security-groups/{id}")
@Tag(name = "Rules")
public final class RuleResource {
    private static final String RULE_ID = "ruleId";
    private static final Reply REVOKED = Reply.noContent().telling("ruleIds[0]", RULE_ID);

    private final CommandEndpoint commands;

    @Inject
    RuleResource(CommandEndpoint commands) {
        this.commands = commands;
    }

    @POST
    @Path("/rules")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Authorize rules, all or none, as one revision")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RuleRequest.Authorize.class)))
    @APIResponse(
            responseCode = "201",
            description = "Each rule as the group has it now; those it had before are marked as existing",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RuleRequest.Authorized.class)))
    public CompletionStage<Response> authorize(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.AUTHORIZE_RULES, id, body, headers, Reply.created());
    }

    @PATCH
    @Path("/rules/{ruleId}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Change a rule: anything but its direction and its kind of peer")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RuleRequest.Modify.class)))
    @APIResponse(
            responseCode = "200",
            description = "The rule as it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RuleRequest.Modified.class)))
    public CompletionStage<Response> modify(
            @PathParam("id") String id, @PathParam(RULE_ID) String ruleId, byte[] body, @Context HttpHeaders headers) {
        ObjectNode patch = Json.readObject(body);
        requireSame(patch.get(RULE_ID), ruleId);
        return commands.submit(CommandType.MODIFY_RULE, id, patch.put(RULE_ID, ruleId), headers, Reply.ok());
    }

    @DELETE
    @Path("/rules/{ruleId}")
    @Operation(summary = "Revoke a rule")
    @APIResponse(responseCode = "204", description = "Revoked")
    public CompletionStage<Response> revoke(
            @PathParam("id") String id, @PathParam(RULE_ID) String ruleId, @Context HttpHeaders headers) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        named.putArray("ruleIds").add(parsed(ruleId).value());
        return commands.submit(CommandType.REVOKE_RULES, id, named, headers, REVOKED);
    }

    @POST
    @Path("/rules:revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Revoke rules by id or by their full match, all or none, as one revision")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RuleRequest.Revoke.class)))
    @APIResponse(
            responseCode = "200",
            description = "The ids of the rules that are gone",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RuleRequest.Revoked.class)))
    public CompletionStage<Response> revokeAll(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return commands.submit(CommandType.REVOKE_RULES, id, body, headers, Reply.ok());
    }

    private static RuleId parsed(String ruleId) {
        try {
            return new RuleId(ruleId);
        } catch (InvalidValue e) {
            throw Refusal.invalid(RULE_ID, e);
        }
    }

    /** A body may repeat the id in the path, as whoever read the rule first will send it, and not name another one. */
    private static void requireSame(@Nullable JsonNode inBody, String inPath) {
        if (inBody != null && !inBody.asText().equals(inPath)) {
            throw Refusal.invalid(RULE_ID, "is in the path, and the body names another one");
        }
    }
}
