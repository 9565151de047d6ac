package io.ringfence.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A colon in a path means the same whether it is encoded or not (RFC 3986, section 3.3): clients send either. */
public final class ColonInPath {
    private static final Pattern ENCODED = Pattern.compile("%3A", Pattern.CASE_INSENSITIVE);

    /** Looks at the bare path first: the whole URI cannot be told of a request that names no host. */
    @ServerRequestFilter(preMatching = true)
    public void decode(ContainerRequestContext request, HttpServerRequest http) {
        if (!ENCODED.matcher(http.path()).find()) {
            return;
        }
        String asked = request.getUriInfo().getRequestUri().toString();
        int query = asked.indexOf('?');
        String path = query < 0 ? asked : asked.substring(0, query);
        String decoded = ENCODED.matcher(path).replaceAll(":");
        request.setRequestUri(URI.create(decoded + asked.substring(path.length())));
    }
}
