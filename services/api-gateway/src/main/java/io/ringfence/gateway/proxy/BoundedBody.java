package io.ringfence.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request up to a limit. What comes past the limit is thrown away for a while, since closing
 * the connection at once could destroy the answer before the client has read it; then the connection is closed.
 */
final class BoundedBody {
    /** How many times the limit is read and thrown away before the connection is closed. */
    private static final int PATIENCE = 16;

    private final HttpServerRequest request;
    private final long limit;
    private final Promise<@Nullable Buffer> result = Promise.promise();
    private Buffer collected = Buffer.buffer();
    private long seen;

    private BoundedBody(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    /** The whole body, or null as soon as it has more bytes than the limit. */
    static Future<@Nullable Buffer> read(HttpServerRequest request, long limit) {
        BoundedBody body = new BoundedBody(request, limit);
        request.handler(body::take)
                .endHandler(end -> body.result.tryComplete(body.collected))
                .exceptionHandler(body.result::tryFail)
                .resume();
        return body.result.future();
    }

    private void take(Buffer chunk) {
        seen += chunk.length();
        if (seen <= limit) {
            collected.appendBuffer(chunk);
            return;
        }
        collected = Buffer.buffer();
        result.tryComplete(null);
        if (seen > limit * PATIENCE) {
            request.connection().close();
        }
    }
}
