package io.ringfence.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A colon in a path means the same whether it is encoded or not (RFC 3986, section 3.3): clients send either. */
public final class ColonInPath {
    private static final String ENCODED = "(?i)%3A";

    @ServerRequestFilter(preMatching = true)
    public void decode(ContainerRequestContext request) {
        String asked = request.getUriInfo().getRequestUri().toString();
        int query = asked.indexOf('?');
        String path = query < 0 ? asked : asked.substring(0, query);
        String decoded = path.replaceAll(ENCODED, ":");
        if (!decoded.equals(path)) {
            request.setRequestUri(URI.create(decoded + asked.substring(path.length())));
        }
    }
}
