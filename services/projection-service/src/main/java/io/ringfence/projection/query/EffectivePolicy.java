package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Revision;
import io.ringfence.policy.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is under. The first entry of a side that matches a new connection decides it; the last one matches
 * every connection.
 *
 * @param asOf the instant that it is about
 * @param revisions of everything that it was made from
 * @param type of the group; absent, as is the inner access policy, where the group has not been seen
 */
@Schema(name = "EffectivePolicy")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EffectivePolicy(
        String instanceId,
        String securityGroupId,
        String vpcId,
        Instant asOf,
        List<Revision> revisions,
        @Nullable String type,
        @Nullable String innerAccessPolicy,
        List<PolicyEntry> ingress,
        List<PolicyEntry> egress,
        List<GroupReference> references,
        Watermark watermark) {
    /** What an entry is. */
    enum Kind {
        INNER_ACCESS,
        RULE,
        DEFAULT,
        /** The group or its rules have not been seen: everything is dropped. */
        POLICY_UNKNOWN
    }

    /**
     * One entry; a rule's fields stand beside it as on the wire.
     *
     * @param revision of the rules or of the group, the one that made the entry what it is
     * @param since when that was
     * @param by who did it
     */
    @Schema(name = "PolicyEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyEntry(
            Kind kind,
            Verdict verdict,
            @JsonUnwrapped @Nullable Rule rule,
            @Nullable Revision revision,
            @Nullable Instant since,
            @Nullable String by) {}

    /** A group that a rule names, and how many instances are in it. */
    @Schema(name = "GroupReference")
    record GroupReference(String securityGroupId, long members) {}
}
