package io.ringfence.projection.query;

import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.Revision;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Makes any question wait for the revisions in its header {@code Ringfence-At-Least: rules:sg-x@12, group:sg-x@3}. */
@Singleton
public final class AtLeastFilter {
    static final String HEADER = "Ringfence-At-Least";
    private static final int MAX_REVISIONS = 20;

    private final AtLeast atLeast;

    @Inject
    public AtLeastFilter(AtLeast atLeast) {
        this.atLeast = atLeast;
    }

    @ServerRequestFilter
    public Uni<@Nullable Response> await(HttpHeaders headers) {
        String header = headers.getHeaderString(HEADER);
        return header == null || header.isBlank()
                ? Uni.createFrom().nullItem()
                : atLeast.await(revisions(header)).map(reached -> null);
    }

    private static List<Revision> revisions(String header) {
        List<String> texts = Arrays.stream(header.split(",")).map(String::strip).toList();
        if (texts.size() > MAX_REVISIONS) {
            throw Refusal.invalid(HEADER, "must name at most " + MAX_REVISIONS + " revisions");
        }
        try {
            return texts.stream().map(Revision::parse).toList();
        } catch (InvalidValue e) {
            throw Refusal.invalid(HEADER, e);
        }
    }
}
