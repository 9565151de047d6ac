package io.ringfence.projection.query;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.projection.rows.PrefixListRow;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Prefix lists with their entries, now and at any time before. */
@Path("/v1/prefix-lists")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Prefix lists")
public class PrefixListResource {
    private final Mutiny.SessionFactory sessions;
    private final Watermarks watermarks;

    @Inject
    public PrefixListResource(Mutiny.SessionFactory sessions, Watermarks watermarks) {
        this.sessions = sessions;
        this.watermarks = watermarks;
    }

    @GET
    @Operation(summary = "Prefix lists", description = "In the order of their ids.")
    public Uni<Page<PrefixListView>> list(
            @RestQuery @Nullable String name,
            @RestQuery @Nullable String addressFamily,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        AsOf time = AsOf.of(asOf);
        RowQuery<PrefixListRow> query = query(headers, time)
                .whereGiven("r.name = :name", "name", name)
                .whereGiven(
                        "r.address_family = :family",
                        "family",
                        QueryParameter.optional("addressFamily", addressFamily, AddressFamily::parse))
                .where("r.id > :after", "after", paging.after())
                .orderBy("id")
                .limit(paging.rows());
        return ReadTransaction.of(
                sessions,
                session -> query.list(session)
                        .chain(rows -> watermarks
                                .read(session, time)
                                .map(watermark -> paging.page(rows, row -> row.id, PrefixListView::of, watermark))));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One prefix list")
    public Uni<RestResponse<PrefixListView>> get(
            @RestPath String id, @RestQuery @Nullable String asOf, HttpHeaders headers) {
        AsOf time = AsOf.of(asOf);
        RowQuery<PrefixListRow> query = query(headers, time).where("r.id = :id", "id", id);
        return ReadTransaction.of(
                sessions,
                session -> query.first(session)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Unknown.prefixList(id))
                        .chain(row -> watermarks
                                .read(session, time)
                                .map(watermark -> Single.of(PrefixListView.of(row, watermark), row.revision))));
    }

    private static RowQuery<PrefixListRow> query(HttpHeaders headers, AsOf time) {
        return new RowQuery<>(PrefixListRow.class, time)
                .where(
                        "r.account = :account",
                        "account",
                        Caller.of(headers).account().value());
    }
}
