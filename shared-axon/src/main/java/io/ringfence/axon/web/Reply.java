package io.ringfence.axon.web;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.function.Function;

/** How an accepted command is answered. */
@FunctionalInterface
public interface Reply {
    /** The status, the body and headers of its own; the endpoint adds the revision. */
    ResponseBuilder to(Accepted accepted);

    /** 202 with how things stand, for what an event decides later. */
    default ResponseBuilder to(Pending pending) {
        return Response.status(202).type(MediaType.APPLICATION_JSON_TYPE).entity(Json.write(pending.answer()));
    }

    /** A refusal as this resource tells it. */
    default Problem refused(Problem problem) {
        return problem;
    }

    /** The same, but what is wrong with one parameter is told of the one that stands for it in the path. */
    default Reply telling(String parameter, String inPath) {
        Reply told = this;
        return new Reply() {
            @Override
            public ResponseBuilder to(Accepted accepted) {
                return told.to(accepted);
            }

            @Override
            public ResponseBuilder to(Pending pending) {
                return told.to(pending);
            }

            @Override
            public Problem refused(Problem problem) {
                return parameter.equals(problem.parameter()) ? problem.at(inPath) : problem;
            }
        };
    }

    /** 200 with the answer. */
    static Reply ok() {
        return accepted -> withBody(200, accepted);
    }

    /** 201 with the answer. */
    static Reply created() {
        return accepted -> withBody(201, accepted);
    }

    /** 201 with the answer and the path of what came to be, such as {@code /v1/security-groups/sg-x}. */
    static Reply created(Function<Accepted, String> path) {
        return accepted -> withBody(201, accepted).header(HttpHeaders.LOCATION, path.apply(accepted));
    }

    /** 204. */
    static Reply noContent() {
        return accepted -> Response.status(204);
    }

    private static ResponseBuilder withBody(int status, Accepted accepted) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(Json.write(accepted.answer()));
    }
}
