package io.ringfence.gateway.proxy;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Json;
import io.ringfence.gateway.Backend;
import io.ringfence.gateway.BackendClient;
import io.ringfence.gateway.GatewaySettings;
import io.ringfence.gateway.route.Destination;
import io.ringfence.gateway.route.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The way of a request through the gateway:
 *
 * <pre>
 *   /v1/... -> Routes -> Own: on to the gateway's own resources
 *                     -> Forward: ForwardedHeaders -> Unavailability -> BodyLimit -> service
 *                     -> WrongMethod, Unknown: a problem
 * </pre>
 */
@Singleton
public final class Door {
    /** After authentication (-200 and before), and before Quarkus's own upload limit (-2), whose 413 has no body. */
    private static final int ORDER = -3;

    private final Map<Backend, HttpProxy> proxies = new EnumMap<>(Backend.class);

    Door(BackendClient client, GatewaySettings settings) {
        for (Backend backend : Backend.values()) {
            proxies.put(backend, proxy(backend, client, settings));
        }
    }

    private static HttpProxy proxy(Backend backend, BackendClient client, GatewaySettings settings) {
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client.http())
                .origin(context -> client.connect(backend))
                .addInterceptor(new ForwardedHeaders())
                .addInterceptor(new Unavailability(backend))
                .addInterceptor(new BodyLimit(settings.bodyLimit().asLongValue()));
    }

    void open(@Observes Router router) {
        router.route("/v1/*").order(ORDER).handler(this::enter);
    }

    private void enter(RoutingContext context) {
        String path = context.normalizedPath();
        Destination destination = Routes.find(context.request().method().name(), path);
        if (destination instanceof Destination.Forward forward) {
            Objects.requireNonNull(proxies.get(forward.backend())).handle(context.request());
        } else if (destination instanceof Destination.Own) {
            context.next();
        } else if (destination instanceof Destination.WrongMethod wrong) {
            String allowed = String.join(", ", wrong.allowed());
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
            answer(context.response(), Problem.of(ProblemCode.METHOD_NOT_ALLOWED, path + " knows " + allowed));
        } else {
            answer(context.response(), Problem.of(ProblemCode.NOT_FOUND, "There is nothing at " + path));
        }
    }

    private static void answer(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(problem)));
    }
}
