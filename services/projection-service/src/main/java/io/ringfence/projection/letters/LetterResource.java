package io.ringfence.projection.letters;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.Page;
import io.ringfence.projection.query.Paging;
import io.ringfence.projection.query.Watermarks;
import io.ringfence.projection.rows.ReadTransaction;
import io.ringfence.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What was submitted over Kafka and nobody could be told of: shown, and sent again on demand. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters")
public class LetterResource {
    private final LetterRows rows;
    private final Resubmission resubmission;
    private final Mutiny.SessionFactory sessions;
    private final Watermarks watermarks;

    @Inject
    public LetterResource(
            LetterRows rows, Resubmission resubmission, Mutiny.SessionFactory sessions, Watermarks watermarks) {
        this.rows = rows;
        this.resubmission = resubmission;
        this.sessions = sessions;
        this.watermarks = watermarks;
    }

    /** Where a letter's record was sent to. */
    @Schema(name = "Resubmitted")
    public record Resubmitted(String topic, int partition, long offset, Instant resubmittedAt) {}

    @GET
    @Operation(
            summary = "Dead letters, the newest first",
            description = "A large body is not in the list, but in the answer for its letter.")
    public Uni<Page<LetterView>> list(
            @RestQuery @Nullable String limit, @RestQuery @Nullable String cursor, HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        return rows.list(Caller.of(headers).account(), paging.after(), paging.rows())
                .chain(found -> ReadTransaction.of(sessions, session -> watermarks.read(session, AsOf.present()))
                        .map(watermark -> paging.page(found, row -> row.letter().id(), LetterView::of, watermark)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One dead letter with its whole body")
    public Uni<LetterView> get(@RestPath String id, HttpHeaders headers) {
        return find(id, headers).map(LetterView::of);
    }

    @POST
    @Path("/{id}:resubmit")
    @Operation(
            summary = "Send a letter's record again to the topic that it came from",
            description = "With the key, bytes and headers that it had; what becomes of it is answered as ever.")
    public Uni<RestResponse<Resubmitted>> resubmit(@RestPath String id, HttpHeaders headers) {
        return find(id, headers).chain(resubmission::send).chain(sent -> {
            Instant at = Instant.now();
            return rows.resubmitted(id, at.toEpochMilli())
                    .replaceWith(RestResponse.ResponseBuilder.create(
                                    RestResponse.Status.ACCEPTED,
                                    new Resubmitted(sent.topic(), sent.partition(), sent.offset(), at))
                            .build());
        });
    }

    private Uni<LetterRows.Stored> find(String id, HttpHeaders headers) {
        return rows.find(Caller.of(headers).account(), id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemCode.NOT_FOUND, "There is no dead letter " + id)
                        .refusal());
    }
}
