package io.ringfence.agent.status;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServiceUnavailableException;

/** {@code GET /status}: 503 until the flow has made its first turn. */
@Path("/status")
public class StatusResource {

    private final StatusBoard board;

    public StatusResource(StatusBoard board) {
        this.board = board;
    }

    @GET
    public AgentStatus status() {
        return board.newest().orElseThrow(ServiceUnavailableException::new);
    }
}
