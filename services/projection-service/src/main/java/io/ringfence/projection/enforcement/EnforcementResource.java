package io.ringfence.projection.enforcement;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.Revision;
import io.ringfence.projection.enforcement.Enforcement.Total;
import io.ringfence.projection.rows.ReadTransaction;
import io.ringfence.web.Caller;
import io.ringfence.web.QueryParameter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Is it enforced yet, and where not? */
@Path("/v1/security-groups/{id}/enforcement")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Security groups")
public class EnforcementResource {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Instances come and hosts fall silent without a report. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Mutiny.SessionFactory sessions;
    private final EnforcementQuery query;
    private final HostReports reports;

    @Inject
    public EnforcementResource(Mutiny.SessionFactory sessions, EnforcementQuery query, HostReports reports) {
        this.sessions = sessions;
        this.query = query;
        this.reports = reports;
    }

    @GET
    @Operation(
            summary = "Whether a change is in force, and on which hosts not",
            description =
                    "revision is a number, of the group's rules, or one with its kind such as group:sg-x@3; without it,"
                            + " the last of the rules. wait, such as 5s, waits so long for it to be in force everywhere.")
    public Uni<Enforcement> get(
            @RestPath String id,
            @RestQuery @Nullable String revision,
            @RestQuery @Nullable String wait,
            HttpHeaders headers) {
        AggregateRef rules = new AggregateRef(AggregateKind.RULES, id);
        Revision asked = QueryParameter.optional("revision", revision, text -> revision(rules, text));
        Duration patience = QueryParameter.optional("wait", wait, EnforcementResource::duration);
        long deadline = System.nanoTime() + (patience == null ? 0 : patience.toNanos());
        return look(
                Caller.of(headers).account(),
                asked == null ? rules : asked.aggregate(),
                asked == null ? null : asked.number(),
                deadline);
    }

    private static Revision revision(AggregateRef rules, String text) {
        return text.matches("[1-9][0-9]{0,17}") ? new Revision(rules, Long.parseLong(text)) : Revision.parse(text);
    }

    private static Duration duration(String text) {
        if (text.matches("[0-9]{1,5}(ms|s)")) {
            long number = Long.parseLong(text.replaceAll("[^0-9]", ""));
            Duration given = text.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
            if (given.compareTo(LONGEST) <= 0) {
                return given;
            }
        }
        throw new InvalidValue("must be a time of at most 60s, such as 5s or 500ms, and not '" + text + "'");
    }

    private Uni<Enforcement> look(AccountId account, AggregateRef aggregate, @Nullable Long revision, long deadline) {
        CompletableFuture<Void> news = new CompletableFuture<>();
        Runnable listener = () -> news.complete(null);
        reports.listen(listener);
        Context context = Vertx.currentContext();
        return ReadTransaction.of(sessions, session -> query.of(session, account, aggregate, revision))
                .chain(found -> {
                    Duration left = Duration.ofNanos(deadline - System.nanoTime());
                    if (found.state() != Total.REALIZING || left.isNegative() || left.isZero()) {
                        return Uni.createFrom().item(found);
                    }
                    return Uni.createFrom()
                            .completionStage(news)
                            .ifNoItem()
                            .after(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN)
                            .recoverWithUni(() -> Uni.createFrom().<Void>nullItem())
                            .emitOn(task -> context.runOnContext(ignored -> task.run()))
                            .chain(() -> look(account, aggregate, revision, deadline));
                })
                .onTermination()
                .invoke(() -> reports.ignore(listener));
    }
}
