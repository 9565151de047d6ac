package io.ringfence.projection.heads;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.proof.HeadKey;
import io.ringfence.events.proof.InclusionProof;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.web.Caller;
import io.ringfence.web.QueryParameter;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What others need to check the history by themselves. */
@Path("/v1/audit")
@Tag(name = "Audit")
public class ProofResource {
    private static final Function<String, Integer> REVISION = QueryParameter.number(1, Integer.MAX_VALUE);
    private static final int PEM_LINE = 64;

    private final HeadsProcess heads;
    private final DataSource database;
    private final RecordAt records;

    @Inject
    public ProofResource(
            HeadsProcess heads,
            DataSource database,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.heads = heads;
        this.database = database;
        this.records = new RecordAt(bootstrapServers);
    }

    @GET
    @Path("/proof")
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "That one event is under the last signed head of its topic",
            description =
                    "aggregate is such as rules:sg-x, revision is the one that the event made. docs/check-inclusion.py"
                            + " checks the proof with the public key alone.")
    public InclusionProof proof(
            @RestQuery @Nullable String aggregate, @RestQuery @Nullable String revision, HttpHeaders headers) {
        AggregateRef of = QueryParameter.required("aggregate", aggregate, AggregateRef::parse);
        int number = QueryParameter.required("revision", revision, REVISION);
        AccountId account = Caller.of(headers).account();
        return new ProofQuery(database, records::read, key().publicKey()).of(account, of, number);
    }

    @GET
    @Path("/key")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "The public key that heads are signed with, as PEM",
            description =
                    "Keep it where whoever runs the installation cannot reach it: one that is asked for when it is"
                            + " needed proves little.")
    public String publicKey() {
        String base64 = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
                .encodeToString(key().publicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    private HeadKey key() {
        return heads.key()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.NOT_SUPPORTED,
                                "Nothing is signed here: ringfence.heads.directory is not set")
                        .refusal());
    }
}
