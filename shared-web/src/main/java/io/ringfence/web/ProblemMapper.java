package io.ringfence.web;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.wire.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Every refusal and every failure as RFC 9457 with a stable code. What is not a refusal is logged here, once, and
 * answered without a word of what is inside: no stack trace leaves a service.
 */
public final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        return answer(refusal.problem());
    }

    /** A value that a resource parsed without naming its parameter. */
    @ServerExceptionMapper
    public Response impossible(InvalidValue value) {
        return answer(Problem.of(ProblemCode.INVALID_PARAMETER, "The request is refused: " + value.getMessage()));
    }

    /** What the web layer refuses by itself: unknown paths, methods, media types. */
    @ServerExceptionMapper
    public Response refusedByWeb(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status >= 500 || status < 400) {
            return failed(e);
        }
        return answer(problem(status, "/" + uri.getPath().replaceFirst("^/", "")));
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        LOG.error("A request failed", failure);
        return answer(Problem.of(ProblemCode.INTERNAL_ERROR, "The service failed; its log says why"));
    }

    /** The problem behind a status that the web layer chose. */
    static Problem problem(int status, String path) {
        return switch (status) {
            case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "Say who you are");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at " + path);
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, path + " does not know this method");
            case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE, path + " answers in JSON");
            case 413 -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "Send less in one request");
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json");
            case 429 -> Problem.of(ProblemCode.TOO_MANY_REQUESTS, "Send the request again later");
            default -> Problem.of(ProblemCode.INVALID_PARAMETER, "The request cannot be read");
        };
    }

    /** A problem as an answer, with {@code Retry-After} where the same request may do better later. */
    public static Response answer(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(Json.write(problem));
        if (problem.status() == 503 || problem.status() == 429) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
