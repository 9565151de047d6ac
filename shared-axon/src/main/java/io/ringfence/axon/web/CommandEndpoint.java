package io.ringfence.axon.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.axon.announce.Result;
import io.ringfence.axon.announce.Results;
import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.CommandCodec;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.ContentDigest;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.web.Caller;
import io.ringfence.web.ProblemMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** From a REST request to the gate and back: the same reading, headers and answers for every resource. */
@Singleton
public final class CommandEndpoint {
    /** The source of command ids that came over REST. */
    public static final String SOURCE = "rest";

    /** The revision to wait for, to be echoed on the next query. */
    public static final String AT_LEAST = "Ringfence-At-Least";

    private static final Logger LOG = Logger.getLogger(CommandEndpoint.class);

    private final CommandCodec codec;
    private final CommandGate gate;
    private final Results results;
    private final HybridClock clock;

    @Inject
    CommandEndpoint(CommandCodec codec, CommandGate gate, Results results, HybridClock clock) {
        this.codec = codec;
        this.gate = gate;
        this.results = results;
        this.clock = clock;
    }

    /**
     * Submits the command that a body asks for.
     *
     * @param target the id in the path; empty for a create
     * @param body the bytes as they came
     */
    public CompletionStage<Response> submit(
            CommandType type, String target, byte[] body, HttpHeaders headers, Reply reply) {
        return submit(type, target, Json.readObject(body), headers, reply);
    }

    /** The same for a body that the resource has read, or put together from the path. */
    public CompletionStage<Response> submit(
            CommandType type, String target, ObjectNode data, HttpHeaders headers, Reply reply) {
        Caller caller = Caller.of(headers);
        CommandHeaders command = CommandHeaders.of(headers);
        Submission submission = new Submission(
                codec.read(type, target, data),
                command.commandId(),
                SOURCE,
                ContentDigest.of(type, target, data),
                new Requester(caller.account(), caller.actor(), Channel.REST),
                command.expectedRevision(),
                null,
                command.traceParent());
        return gate.submit(submission).thenApply(answer -> {
            tellOfStaleEdit(submission, answer.outcome());
            return response(answer.outcome(), reply);
        });
    }

    /** No row of the ledger says that the revision was another one, so nobody else announces it. */
    private void tellOfStaleEdit(Submission submission, Outcome outcome) {
        if (outcome instanceof Rejected rejected && rejected.problem().code() == ProblemCode.PRECONDITION_FAILED) {
            results.send(Result.of(submission, outcome, clock.next())).whenComplete((sent, failure) -> {
                if (failure != null) {
                    LOG.warn("The refusal of a stale edit could not be announced", failure);
                }
            });
        }
    }

    private static Response response(Outcome outcome, Reply reply) {
        return outcome.accept(new Outcome.Visitor<>() {
            @Override
            public Response on(Accepted accepted) {
                return withRevision(reply.to(accepted), accepted.revision());
            }

            @Override
            public Response on(Rejected rejected) {
                return ProblemMapper.answer(reply.refused(rejected.problem()));
            }

            @Override
            public Response on(Pending pending) {
                return withRevision(reply.to(pending), pending.attempt());
            }
        });
    }

    private static Response withRevision(ResponseBuilder response, Revision revision) {
        return response.header(HttpHeaders.ETAG, "\"" + revision.number() + "\"")
                .header(AT_LEAST, revision)
                .build();
    }
}
