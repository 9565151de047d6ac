package io.ringfence.projection.query;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.ReadTransaction;
import io.ringfence.web.Caller;
import io.ringfence.web.QueryParameter;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Security groups and their rules, now and at any time before. */
@Path("/v1/security-groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Security groups")
public class SecurityGroupResource {
    private final Mutiny.SessionFactory sessions;
    private final RuleQuery rules;
    private final Watermarks watermarks;

    @Inject
    public SecurityGroupResource(Mutiny.SessionFactory sessions, RuleQuery rules, Watermarks watermarks) {
        this.sessions = sessions;
        this.rules = rules;
        this.watermarks = watermarks;
    }

    @GET
    @Operation(summary = "Security groups", description = "In the order of their ids; tag is key=value or key.")
    public Uni<Page<SecurityGroupView>> list(
            @RestQuery @Nullable String vpcId,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String name,
            @RestQuery List<String> tag,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        AsOf time = AsOf.of(asOf);
        RowQuery<GroupRow> query = query(headers, time)
                .whereGiven("r.vpc_id = :vpcId", "vpcId", QueryParameter.optional("vpcId", vpcId, VpcId::new))
                .whereGiven("r.type = :type", "type", QueryParameter.optional("type", type, SecurityGroupType::parse))
                .whereGiven("r.name = :name", "name", name)
                .whereTexts("tags", TextFilter.of(tag))
                .where("r.id > :after", "after", paging.after())
                .orderBy("id")
                .limit(paging.rows());
        return ReadTransaction.of(
                sessions,
                session -> query.list(session)
                        .chain(rows -> watermarks
                                .read(session, time)
                                .map(watermark -> paging.page(rows, row -> row.id, SecurityGroupView::of, watermark))));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One security group")
    public Uni<RestResponse<SecurityGroupView>> get(
            @RestPath String id, @RestQuery @Nullable String asOf, HttpHeaders headers) {
        AsOf time = AsOf.of(asOf);
        RowQuery<GroupRow> query = query(headers, time).where("r.id = :id", "id", id);
        return ReadTransaction.of(
                sessions,
                session -> query.first(session)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Unknown.group(id))
                        .chain(row -> watermarks
                                .read(session, time)
                                .map(watermark -> Single.of(SecurityGroupView.of(row, watermark), row.revision))));
    }

    @GET
    @Path("/{id}/rules")
    @Operation(
            summary = "The rules of a security group that are in force",
            description = "Ingress first, then in the order in which they are asked.")
    public Uni<RestResponse<RulePage>> rules(
            @RestPath String id,
            @RestQuery @Nullable String direction,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        AccountId account = Caller.of(headers).account();
        Direction only = QueryParameter.optional("direction", direction, Direction::parse);
        Paging paging = Paging.of(limit, cursor);
        AsOf time = AsOf.of(asOf);
        return ReadTransaction.of(sessions, session -> rules.page(session, account, id, only, time, paging))
                .map(page -> Single.of(page, page.revision()));
    }

    private static RowQuery<GroupRow> query(HttpHeaders headers, AsOf time) {
        return new RowQuery<>(GroupRow.class, time)
                .where(
                        "r.account = :account",
                        "account",
                        Caller.of(headers).account().value());
    }
}
