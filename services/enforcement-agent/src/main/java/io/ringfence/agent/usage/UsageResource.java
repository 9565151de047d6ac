package io.ringfence.agent.usage;

import io.ringfence.events.value.RuleId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Instant;
import java.util.List;

/** {@code GET /rules}: what each rule has decided on this host; 503 until the counters have been read once. */
@Path("/rules")
public class UsageResource {

    private final UsageBoard board;

    public UsageResource(UsageBoard board) {
        this.board = board;
    }

    /** The counters of the rules in force here, by rule, and of what was dropped. */
    public record Usage(Instant readAt, Count denied, Count spoofed, List<Rule> rules) {
        public Usage {
            rules = List.copyOf(rules);
        }
    }

    /** One rule and the packets that it decided. */
    public record Rule(RuleId ruleId, long packets, long bytes) {}

    @GET
    public Usage rules() {
        RuleReading reading = board.newest().orElseThrow(ServiceUnavailableException::new);
        List<Rule> rules = reading.rules().entrySet().stream()
                .map(entry -> new Rule(
                        entry.getKey(),
                        entry.getValue().packets(),
                        entry.getValue().bytes()))
                .toList();
        return new Usage(reading.at(), reading.denied(), reading.spoofed(), rules);
    }
}
