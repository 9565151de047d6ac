package io.ringfence.gateway.proxy;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.gateway.Backend;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import org.jboss.logging.Logger;

/**
 * Answers for a service that cannot be reached, or that broke off or stayed silent before its answer began: a 503
 * that names it. Whether the service had begun to act is not known; an Idempotency-Key makes asking again safe.
 */
final class Unavailability implements ProxyInterceptor {
    private static final Logger LOG = Logger.getLogger(Unavailability.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Backend backend;

    Unavailability(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        return context.sendRequest().recover(failure -> Future.succeededFuture(unavailable(context, failure)));
    }

    private ProxyResponse unavailable(ProxyContext context, Throwable failure) {
        LOG.warnf("%s gave no answer: %s", backend, failure);
        Problem problem = Problem.of(ProblemCode.UNAVAILABLE, "The " + backend + " gives no answer: try again later");
        return Refused.as(context, problem).putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
