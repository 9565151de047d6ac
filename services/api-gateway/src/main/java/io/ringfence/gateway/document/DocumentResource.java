package io.ringfence.gateway.document;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /openapi.json}: every call behind the door, in one document. Merged again when a service has joined. */
@Path("/openapi.json")
public final class DocumentResource {
    private final ServiceDocuments services;
    private final OpenApiDocumentService own;
    private volatile Merged last = new Merged(-1, "");

    DocumentResource(ServiceDocuments services, OpenApiDocumentService own) {
        this.services = services;
        this.own = own;
    }

    private record Merged(int services, String json) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<String> document() {
        return Uni.createFrom()
                .completionStage(() -> services.get().toCompletionStage())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::merged);
    }

    private String merged(List<byte[]> documents) {
        Merged known = last;
        if (known.services == documents.size()) {
            return known.json;
        }
        byte[] gateway = own.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON);
        String json = OpenApiMerge.merge(
                Stream.concat(documents.stream(), Stream.of(gateway)).toList());
        last = new Merged(documents.size(), json);
        return json;
    }
}
