package io.ringfence.projection.query;

import io.ringfence.events.value.HostName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.projection.rows.InstanceRow;
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

/** Container instances and the policy that each of them is under, now and at any time before. */
@Path("/v1/instances")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Instances")
public class InstanceResource {
    private final Mutiny.SessionFactory sessions;
    private final EffectivePolicyQuery effectivePolicy;
    private final Watermarks watermarks;

    @Inject
    public InstanceResource(
            Mutiny.SessionFactory sessions, EffectivePolicyQuery effectivePolicy, Watermarks watermarks) {
        this.sessions = sessions;
        this.effectivePolicy = effectivePolicy;
        this.watermarks = watermarks;
    }

    @GET
    @Operation(summary = "Instances", description = "In the order of their ids; label is key=value or key.")
    public Uni<Page<InstanceView>> list(
            @RestQuery @Nullable String vpcId,
            @RestQuery @Nullable String securityGroupId,
            @RestQuery @Nullable String name,
            @RestQuery @Nullable String host,
            @RestQuery @Nullable String address,
            @RestQuery List<String> label,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        AsOf time = AsOf.of(asOf);
        RowQuery<InstanceRow> query = query(headers, time)
                .whereGiven("r.vpc_id = :vpcId", "vpcId", QueryParameter.optional("vpcId", vpcId, VpcId::new))
                .whereGiven(
                        "r.security_group_id = :group",
                        "group",
                        QueryParameter.optional("securityGroupId", securityGroupId, SecurityGroupId::new))
                .whereGiven("r.name = :name", "name", name)
                .whereGiven("r.host = :host", "host", QueryParameter.optional("host", host, HostName::new))
                .whereGiven(
                        "r.id in (select a.instance_id from address_claim a where a.address = :address)",
                        "address",
                        QueryParameter.optional("address", address, IpAddress::parse))
                .whereTexts("labels", TextFilter.of(label))
                .where("r.id > :after", "after", paging.after())
                .orderBy("id")
                .limit(paging.rows());
        return ReadTransaction.of(
                sessions,
                session -> query.list(session)
                        .chain(rows -> watermarks
                                .read(session, time)
                                .map(watermark -> paging.page(rows, row -> row.id, InstanceView::of, watermark))));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One instance")
    public Uni<RestResponse<InstanceView>> get(
            @RestPath String id, @RestQuery @Nullable String asOf, HttpHeaders headers) {
        AsOf time = AsOf.of(asOf);
        RowQuery<InstanceRow> query = query(headers, time).where("r.id = :id", "id", id);
        return ReadTransaction.of(
                sessions,
                session -> found(session, query, id)
                        .chain(row -> watermarks
                                .read(session, time)
                                .map(watermark -> Single.of(InstanceView.of(row, watermark), row.revision))));
    }

    @GET
    @Path("/{id}/effective-policy")
    @Operation(summary = "What an instance is under: every entry in the order in which it is asked")
    public Uni<EffectivePolicy> effectivePolicy(
            @RestPath String id, @RestQuery @Nullable String asOf, HttpHeaders headers) {
        AsOf time = AsOf.of(asOf);
        RowQuery<InstanceRow> query = query(headers, time).where("r.id = :id", "id", id);
        return ReadTransaction.of(
                sessions, session -> found(session, query, id).chain(row -> effectivePolicy.of(session, row, time)));
    }

    @GET
    @Path("/{id}/effective-policy/references/{group}")
    @Operation(
            summary = "The addresses that a group stands for in an instance's policy",
            description = "Members of a group that its rules name, in the order of their ids.")
    public Uni<Page<GroupMember>> members(
            @RestPath String id,
            @RestPath String group,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        AsOf time = AsOf.of(asOf);
        Paging paging = Paging.of(limit, cursor);
        RowQuery<InstanceRow> query = query(headers, time).where("r.id = :id", "id", id);
        return ReadTransaction.of(
                sessions,
                session -> found(session, query, id)
                        .chain(row -> effectivePolicy.members(session, row, group, time, paging)));
    }

    private static Uni<InstanceRow> found(Mutiny.Session session, RowQuery<InstanceRow> query, String id) {
        return query.first(session).onItem().ifNull().failWith(() -> Unknown.instance(id));
    }

    private static RowQuery<InstanceRow> query(HttpHeaders headers, AsOf time) {
        return new RowQuery<>(InstanceRow.class, time)
                .where(
                        "r.account = :account",
                        "account",
                        Caller.of(headers).account().value());
    }
}
