package io.ringfence.axon.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads a body that does not say its length before any resource does: the web layer would answer one that is too large
 * with a status and not a word.
 */
@Singleton
public final class ChunkedBodies {
    /** Behind the check of those that say their length. */
    private static final int EARLY = -900;

    private final BodyHandler bounded;

    @Inject
    ChunkedBodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.bounded = BodyHandler.create(false).setBodyLimit(maxBodySize.asLongValue());
    }

    void register(@Observes Router router) {
        router.route().order(EARLY).handler(this::read).failureHandler(ChunkedBodies::refuse);
    }

    private void read(RoutingContext context) {
        String encoding = context.request().getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (encoding == null) {
            context.next();
        } else {
            bounded.handle(context);
        }
    }

    private static void refuse(RoutingContext context) {
        if (context.statusCode() != ProblemCode.PAYLOAD_TOO_LARGE.status()
                || context.response().headWritten()) {
            context.next();
            return;
        }
        Problem problem = Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "Send less in one request");
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(problem)));
    }
}
