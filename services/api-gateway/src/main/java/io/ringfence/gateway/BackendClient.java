package io.ringfence.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The gateway's connections to the services: one pool for everything, each service with its own bound. */
@Singleton
public final class BackendClient {
    private static final int HTTP_PORT = 80;

    private final Vertx vertx;
    private final GatewaySettings settings;
    private final HttpClient client;

    BackendClient(Vertx vertx, GatewaySettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setMaxPoolSize(settings.maxConnections()));
    }

    /** The client under it, for a proxy that streams. */
    public HttpClient http() {
        return client;
    }

    /**
     * A connection for one request to a service. When the answer has not begun within the answer timeout, the request
     * is given up and fails with a {@link TimeoutException}.
     */
    public Future<HttpClientRequest> connect(Backend backend) {
        return client.request(options(backend)).onSuccess(this::bound);
    }

    private void bound(HttpClientRequest request) {
        Duration limit = settings.answerTimeout();
        long timer = vertx.setTimer(
                limit.toMillis(), id -> request.reset(0, new TimeoutException("no answer within " + limit)));
        request.response().onComplete(answer -> vertx.cancelTimer(timer));
    }

    /** A whole small answer of a service, within the health timeout. */
    public Future<Answer> get(Backend backend, String path) {
        RequestOptions request = options(backend).setMethod(HttpMethod.GET).setURI(path);
        return client.request(request)
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(body -> new Answer(response.statusCode(), body)))
                .timeout(settings.healthTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The status and the body of an answer. */
    public record Answer(int status, Buffer body) {}

    private RequestOptions options(Backend backend) {
        URI address = settings.address(backend);
        int port = address.getPort() < 0 ? HTTP_PORT : address.getPort();
        return new RequestOptions().setHost(address.getHost()).setPort(port);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
