package io.ringfence.axon.publish;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** For whoever runs the service; the gateway does not route it. */
@Path("/internal/republish")
@Produces(MediaType.APPLICATION_JSON)
public class RepublicationResource {
    private final Republication republication;

    @Inject
    public RepublicationResource(Republication republication) {
        this.republication = republication;
    }

    /** Makes the topic anew; answers when everything that the store held is in it. */
    @POST
    @Operation(hidden = true)
    public CompletionStage<Republication.Progress> republish() {
        return republication.begin();
    }

    @GET
    @Operation(hidden = true)
    public Republication.Progress progress() {
        return republication.progress();
    }
}
