package io.ringfence.projection.query;

import io.ringfence.projection.query.ReachabilityQuestion.Endpoint;
import io.ringfence.projection.rows.ReadTransaction;
import io.ringfence.web.Caller;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Whether one end would reach the other, now or at any time before. */
@Path("/v1/reachability")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reachability")
public class ReachabilityResource {
    private final Mutiny.SessionFactory sessions;
    private final ReachabilityQuery query;

    @Inject
    public ReachabilityResource(Mutiny.SessionFactory sessions, ReachabilityQuery query) {
        this.sessions = sessions;
        this.query = query;
    }

    @GET
    @Operation(
            summary = "Would a new connection pass, and what decides?",
            description = "from and to are instance ids or addresses; icmp and icmpv6 ask for an echo request.")
    public Uni<Reachability> get(
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String vpcId,
            @RestQuery @Nullable String protocol,
            @RestQuery @Nullable String port,
            @RestQuery @Nullable String sourcePort,
            @RestQuery @Nullable String asOf,
            HttpHeaders headers) {
        ReachabilityQuestion question = ReachabilityQuestion.of(
                Caller.of(headers).account(),
                Endpoint.of("from", from),
                Endpoint.of("to", to),
                vpcId,
                protocol,
                port,
                sourcePort,
                AsOf.of(asOf));
        return ReadTransaction.of(sessions, session -> query.answer(session, question));
    }
}
