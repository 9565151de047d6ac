package io.ringfence.projection.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How much a rule has decided, on all hosts together.
 *
 * @param packets of each connection the first, and the next one after each change of policy
 * @param bytes of those packets
 * @param hosts how many count the rule, as far as they told; what others counted before they lost it is in the sums
 * @param countedSince since when all of them have; null where none does
 * @param lastUsedAt when it decided something last, at the latest: counters are read now and then; null if it never did
 */
@Schema(name = "RuleUse")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleUse(
        String ruleId,
        long packets,
        long bytes,
        long hosts,
        @Nullable Instant countedSince,
        @Nullable Instant lastUsedAt) {
    static RuleUse unknown(String ruleId) {
        return new RuleUse(ruleId, 0, 0, 0, null, null);
    }
}
