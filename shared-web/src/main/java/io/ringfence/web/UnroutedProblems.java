package io.ringfence.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What is refused before any resource is found has the shape of every other problem. */
@Singleton
public final class UnroutedProblems {
    private static final List<Integer> STATUSES = List.of(404, 405, 413, 415);
    private static final int BEFORE_ALL_OTHERS = -1_000;

    private final long maxBodySize;

    @Inject
    UnroutedProblems(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize maxBodySize) {
        this.maxBodySize = maxBodySize.asLongValue();
    }

    void register(@Observes Router router) {
        STATUSES.forEach(status -> router.errorHandler(status, context -> answer(context, status)));
        router.route().order(BEFORE_ALL_OTHERS).handler(this::refuseLargeBody);
    }

    /** The web layer would close such a connection without a body that says why. */
    private void refuseLargeBody(RoutingContext context) {
        if (length(context.request().getHeader(HttpHeaders.CONTENT_LENGTH)) > maxBodySize) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            answer(context, 413);
        } else {
            context.next();
        }
    }

    private static long length(@Nullable String contentLength) {
        return contentLength != null && contentLength.matches("[0-9]{1,18}") ? Long.parseLong(contentLength) : 0;
    }

    private static void answer(RoutingContext context, int status) {
        Problem problem = ProblemMapper.problem(status, context.normalizedPath());
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(problem)));
    }
}
