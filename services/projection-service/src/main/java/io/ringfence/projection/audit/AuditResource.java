package io.ringfence.projection.audit;

import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.audit.AuditQuery.Result;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.Page;
import io.ringfence.projection.query.Paging;
import io.ringfence.projection.query.Watermarks;
import io.ringfence.projection.rows.ReadTransaction;
import io.ringfence.web.Caller;
import io.ringfence.web.QueryParameter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Every change that was ever made, with who, when, why, and how it was before. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
    private static final String NDJSON = "application/x-ndjson";

    private final Mutiny.SessionFactory sessions;
    private final AuditQuery audit;
    private final Replay replay;
    private final Watermarks watermarks;

    @Inject
    public AuditResource(Mutiny.SessionFactory sessions, AuditQuery audit, Replay replay, Watermarks watermarks) {
        this.sessions = sessions;
        this.audit = audit;
        this.replay = replay;
        this.watermarks = watermarks;
    }

    @GET
    @Path("/events")
    @Operation(
            summary = "Changes and refused commands, oldest first",
            description =
                    "type is the name of an event, such as RulesAuthorized; outcome is ACCEPTED or REFUSED; from is"
                            + " included, to is not.")
    public Uni<Page<AuditEntry>> events(
            @RestQuery @Nullable String securityGroupId,
            @RestQuery @Nullable String instanceId,
            @RestQuery @Nullable String ruleId,
            @RestQuery @Nullable String actor,
            @RestQuery @Nullable String channel,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String outcome,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor,
            HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        AuditFilter filter = new AuditFilter(Caller.of(headers).account())
                .group(securityGroupId)
                .instance(instanceId)
                .rule(ruleId)
                .actor(actor)
                .channel(channel)
                .type(type)
                .from(from)
                .to(to);
        Result only = QueryParameter.optional("outcome", outcome, Result::parse);
        return ReadTransaction.of(sessions, session -> audit.page(session, filter, only, paging));
    }

    @GET
    @Path("/replay")
    @Produces(NDJSON)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The history once more, change after change",
            description =
                    "As lines of JSON, or as server-sent events where these are accepted. speed is how many seconds of"
                            + " it go by in one; without it, it comes as fast as it is taken. A cursor resumes it.")
    public Multi<ReplayedChange> replay(
            @RestQuery @Nullable String securityGroupId,
            @RestQuery @Nullable String instanceId,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String speed,
            @RestQuery @Nullable String cursor,
            HttpHeaders headers) {
        AuditFilter filter = new AuditFilter(Caller.of(headers).account())
                .group(securityGroupId)
                .instance(instanceId)
                .from(from)
                .to(to);
        Pace pace = Pace.of(speed);
        Multi<ReplayedChange> changes = replay.of(filter, Paging.after(cursor));
        return pace == null ? changes : pace.keep(changes);
    }

    @GET
    @Path("/replay")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> replayAsEvents(
            @RestQuery @Nullable String securityGroupId,
            @RestQuery @Nullable String instanceId,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String speed,
            @RestQuery @Nullable String cursor,
            HttpHeaders headers,
            Sse sse) {
        String last = headers.getHeaderString("Last-Event-ID");
        return replay(securityGroupId, instanceId, from, to, speed, last == null ? cursor : last, headers)
                .map(change -> sse.newEventBuilder()
                        .id(change.cursor())
                        .name(change.change().type())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(change)
                        .build());
    }

    @GET
    @Path("/diff")
    @Operation(
            summary = "What differs between two instants",
            description =
                    "Of a group with its rules, members and the traffic that it accepts, or of an instance with the rules"
                            + " that judge it; without to, until now.")
    public Uni<StateDifference> diff(
            @RestQuery @Nullable String securityGroupId,
            @RestQuery @Nullable String instanceId,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            HttpHeaders headers) {
        SecurityGroupId group = QueryParameter.optional("securityGroupId", securityGroupId, SecurityGroupId::new);
        InstanceId instance = QueryParameter.optional("instanceId", instanceId, InstanceId::new);
        if ((group == null) == (instance == null)) {
            throw Refusal.invalid("securityGroupId", "must be given, or instanceId must, and not both");
        }
        AsOf begin = AsOf.at(QueryParameter.required("from", from, Micros::parse));
        Instant given = QueryParameter.optional("to", to, Micros::parse);
        AsOf end = given == null ? AsOf.present() : AsOf.at(given);
        if (end.instant().isBefore(begin.instant())) {
            throw Refusal.invalid("to", "must not be before from");
        }
        AccountId account = Caller.of(headers).account();
        return ReadTransaction.of(sessions, session -> {
                    DiffQuery query = new DiffQuery(watermarks, session, account, begin, end);
                    return group != null ? query.ofGroup(group.value()) : query.ofInstance(String.valueOf(instance));
                })
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(Compared::difference);
    }
}
