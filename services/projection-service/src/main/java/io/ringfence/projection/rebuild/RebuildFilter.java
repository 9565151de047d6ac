package io.ringfence.projection.rebuild;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.projection.rebuild.Rebuild.Progress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses every question of the interface while the rows that would answer it are incomplete. */
@Singleton
public final class RebuildFilter {
    private final Rebuild rebuild;

    @Inject
    public RebuildFilter(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    @ServerRequestFilter
    public void refuse(UriInfo uri) {
        Progress running = rebuild.running();
        if (running != null && uri.getPath().startsWith("/v1/")) {
            throw Problem.of(
                            ProblemCode.NOT_CAUGHT_UP,
                            String.format(
                                    Locale.ROOT,
                                    "The views are being rebuilt, %,d of %,d events are read: ask again when that is over",
                                    running.read(),
                                    running.of()))
                    .refusal();
        }
    }
}
