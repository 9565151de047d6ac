package io.ringfence.projection.audit;

import io.ringfence.projection.query.Page;
import io.ringfence.projection.query.Paging;
import io.ringfence.projection.query.Watermark;
import io.ringfence.projection.rows.HistoryRow;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Every change that was ever made, with who, when, why, and how it was before. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
    private final Mutiny.SessionFactory sessions;

    @Inject
    public AuditResource(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    @GET
    @Path("/events")
    @Operation(
            summary = "Changes, oldest first",
            description = "type is the name of an event, such as RulesAuthorized; from is included, to is not.")
    public Uni<Page<AuditEntry>> events(
            @RestQuery @Nullable String securityGroupId,
            @RestQuery @Nullable String instanceId,
            @RestQuery @Nullable String ruleId,
            @RestQuery @Nullable String actor,
            @RestQuery @Nullable String channel,
            @RestQuery @Nullable String type,
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
                .to(to)
                .after(paging.after());
        return sessions.withTransaction(session -> filter.query(session, paging.rows())
                .getResultList()
                .chain(rows -> page(session, rows, paging)));
    }

    private static Uni<Page<AuditEntry>> page(Mutiny.Session session, List<HistoryRow> rows, Paging paging) {
        return Versions.of(session, rows).chain(versions -> Watermark.read(session)
                .map(watermark -> paging.page(
                        rows, row -> row.place, row -> AuditEntry.of(row, versions.around(row)), watermark)));
    }
}
