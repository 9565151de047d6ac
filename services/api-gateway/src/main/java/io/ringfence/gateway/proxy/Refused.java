package io.ringfence.gateway.proxy;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyResponse;

/** A problem in place of a service's answer. */
final class Refused {
    private Refused() {}

    static ProxyResponse as(ProxyContext context, Problem problem) {
        return context.request()
                .response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .setBody(Body.body(Buffer.buffer(Json.write(problem))));
    }
}
