package io.ringfence.projection.changes;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.web.Caller;
import io.ringfence.web.QueryParameter;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Changes as they happen. */
@Path("/v1/changes")
@Tag(name = "Changes")
public class ChangesResource {
    /** What one who reads slowly may be behind; more ends the stream. */
    static final int MOST_UNREAD = 1_000;

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private final LiveChanges live;

    @Inject
    public ChangesResource(LiveChanges live) {
        this.live = live;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Each change as it is decided, projected and enforced",
            description =
                    "From now on, as server-sent events of these names. Enforced comes once for each host, with how"
                            + " many have it by then. A stream that is read too slowly ends with the event overflow: connect"
                            + " again, and ask /v1/audit/replay for what came meanwhile.")
    public Multi<OutboundSseEvent> changes(@RestQuery @Nullable String securityGroupId, HttpHeaders headers, Sse sse) {
        AccountId account = Caller.of(headers).account();
        SecurityGroupId group = QueryParameter.optional("securityGroupId", securityGroupId, SecurityGroupId::new);
        OutboundSseEvent end = sse.newEventBuilder().comment("end").build();
        Multi<OutboundSseEvent> told = heard(account, group)
                .map(change -> event(sse, change.step().text(), change))
                .onFailure()
                .recoverWithMulti(failure -> Multi.createFrom().items(event(sse, "overflow", new Overflow()), end));
        Multi<OutboundSseEvent> signs = Multi.createFrom()
                .ticks()
                .every(SIGN_OF_LIFE)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("listening").build());
        return Multi.createBy().merging().streams(told, signs).select().first(event -> event != end);
    }

    /** Why a stream ended. */
    private record Overflow(String detail) {
        Overflow() {
            this("More than " + MOST_UNREAD
                    + " steps were not read: connect again, and ask /v1/audit/replay for the rest");
        }
    }

    private Multi<LiveChange> heard(AccountId account, @Nullable SecurityGroupId group) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Listener listener = new Listener(account, group, emitter::emit);
                            live.join(listener);
                            emitter.onTermination(() -> live.leave(listener));
                        },
                        MOST_UNREAD);
    }

    private static OutboundSseEvent event(Sse sse, String name, Object data) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build();
    }
}
