package io.ringfence.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;

/**
 * Tells the service whom it answers, and keeps what concerns one connection only from crossing to the other
 * (RFC 9110, section 7.6.1). The service sees the client's own Host, so that the links it makes lead back here.
 */
final class ForwardedHeaders implements ProxyInterceptor {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final List<String> HOP_BY_HOP = List.of(
            "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Upgrade");

    /** The gateway has the whole body before it asks a service, so there is nothing left to expect. */
    private static final String EXPECT = "Expect";

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        stripHopByHop(request.headers());
        request.headers().remove(EXPECT);
        forward(request);
        return context.sendRequest();
    }

    private static void forward(ProxyRequest request) {
        HttpServerRequest client = request.proxiedRequest();
        String before = String.join(", ", request.headers().getAll(FORWARDED_FOR));
        String address = client.remoteAddress().hostAddress();
        request.putHeader(FORWARDED_FOR, before.isEmpty() ? address : before + ", " + address);
        request.putHeader("X-Forwarded-Proto", String.valueOf(client.scheme()));
        HostAndPort authority = client.authority();
        if (authority != null) {
            request.putHeader("X-Forwarded-Host", authority.toString());
            request.setAuthority(authority);
        }
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        stripHopByHop(context.response().headers());
        return context.sendResponse();
    }

    private static void stripHopByHop(MultiMap headers) {
        List<String> named = headers.getAll("Connection").stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::strip)
                .toList();
        named.forEach(headers::remove);
        HOP_BY_HOP.forEach(headers::remove);
    }
}
