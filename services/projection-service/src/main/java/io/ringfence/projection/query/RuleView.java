package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.RuleRow;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rule as it is shown: flat, as on the wire.
 *
 * @param revision of the group's rules, the one that made the rule what it is
 * @param since when that was
 * @param by who did it
 */
@Schema(name = "RuleView")
public record RuleView(
        String securityGroupId, @JsonUnwrapped Rule rule, long revision, Instant since, String by) {
    public static RuleView of(RuleRow row) {
        return new RuleView(row.securityGroupId, row.rule(), row.revision, Micros.toInstant(row.validFrom), row.actor);
    }
}
