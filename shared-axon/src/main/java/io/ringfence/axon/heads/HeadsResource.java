package io.ringfence.axon.heads;

import io.ringfence.axon.publish.PublishedForm;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.store.StoredEventRows;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.web.QueryParameter;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.axonframework.config.Configuration;
import org.axonframework.serialization.Serializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** For whoever verifies; the gateway does not route it. */
@Path("/internal/heads")
public class HeadsResource {
    private final StoreHeads heads;

    @Inject
    public HeadsResource(
            JdbcTransactions transactions,
            Configuration axon,
            @ConfigProperty(name = "ringfence.source") String source) {
        Serializer stored = axon.eventSerializer();
        this.heads = new StoreHeads(new StoredEventRows(transactions, stored), new PublishedForm(stored, source));
    }

    /** The chain hash of each aggregate, or of each revision of one, as lines of JSON; the last one says that it is. */
    @GET
    @Produces("application/x-ndjson")
    @Operation(hidden = true)
    public StreamingOutput heads(@RestQuery @Nullable String until, @RestQuery @Nullable String aggregate) {
        Instant last = QueryParameter.optional("until", until, Micros::parse);
        AggregateRef only = QueryParameter.optional("aggregate", aggregate, AggregateRef::parse);
        return out -> {
            if (only == null) {
                heads.ofAll(last, line -> write(line, out));
            } else {
                heads.ofOne(only, last, line -> write(line, out));
            }
        };
    }

    private static void write(Object line, OutputStream out) throws IOException {
        out.write(Json.write(line));
        out.write('\n');
    }
}
