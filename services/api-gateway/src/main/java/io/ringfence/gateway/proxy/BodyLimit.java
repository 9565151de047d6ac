package io.ringfence.gateway.proxy;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Takes a request's body in whole before a service is asked, so that a slow client holds nothing behind the door and
 * the limit holds for bodies without a length too. Answers, which may never end, are streamed and not seen here.
 */
final class BodyLimit implements ProxyInterceptor {
    private final long limit;

    /** The limit is in bytes. */
    BodyLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        HttpServerRequest client = context.request().proxiedRequest();
        return BoundedBody.read(client, limit).compose(body -> {
            if (body == null) {
                return Future.succeededFuture(tooLarge(context));
            }
            context.request().setBody(hasBody(client) ? Body.body(body) : null);
            return context.sendRequest();
        });
    }

    private static boolean hasBody(HttpServerRequest client) {
        return client.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || client.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private ProxyResponse tooLarge(ProxyContext context) {
        return Refused.as(
                context,
                Problem.of(
                        ProblemCode.PAYLOAD_TOO_LARGE,
                        "The body has more than " + limit + " bytes: send less at once"));
    }
}
