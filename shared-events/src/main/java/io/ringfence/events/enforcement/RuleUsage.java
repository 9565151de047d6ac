package io.ringfence.events.enforcement;

import io.ringfence.events.value.HostName;
import io.ringfence.events.value.RuleId;
import java.time.Instant;
import java.util.Objects;

/**
 * How much a rule has decided on a host. Of a connection its first packet is counted, and the next one after each change
 * of policy: the others pass without being judged.
 *
 * @param packets since the host's table was made; a smaller number than before means that it was made anew
 * @param bytes of those packets, their IP headers included
 * @param countedSince since when, at the latest, the host has counted the rule without a pause that is known
 * @param readAt when the host's counter stood there, by the host's own clock
 */
public record RuleUsage(HostName host, RuleId ruleId, long packets, long bytes, Instant countedSince, Instant readAt) {

    /** Refuses what says not of whom, or not when. */
    public RuleUsage {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(countedSince, "countedSince");
        Objects.requireNonNull(readAt, "readAt");
    }

    /** The key of the record, under which a newer one replaces it, and nothing says that the host has no such rule. */
    public String key() {
        return host + "/" + ruleId;
    }
}
