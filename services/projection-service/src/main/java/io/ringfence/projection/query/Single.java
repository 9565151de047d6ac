package io.ringfence.projection.query;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** The answer that holds one thing. */
final class Single {
    private Single() {}

    /** The thing with its revision as the entity tag. */
    static <T> RestResponse<T> of(T thing, long revision) {
        return RestResponse.ResponseBuilder.ok(thing)
                .header(HttpHeaders.ETAG, new EntityTag(Long.toString(revision)))
                .build();
    }
}
