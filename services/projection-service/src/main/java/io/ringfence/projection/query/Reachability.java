package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.verdict.Reason;
import io.ringfence.policy.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a new connection would be let through, and by what.
 *
 * @param verdict ACCEPT only if both sides accept
 * @param source the address that the question was answered for, where an instance has several
 * @param port absent, as is the source port, for protocols without ports
 */
@Schema(name = "Reachability")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Reachability(
        Verdict verdict,
        IpAddress source,
        IpAddress destination,
        Protocol protocol,
        @Nullable Integer port,
        @Nullable Integer sourcePort,
        Instant asOf,
        Judged egress,
        Judged ingress,
        List<Revision> revisions,
        Watermark watermark) {
    /**
     * How one side judges.
     *
     * @param instanceId the instance on this side; absent, as is its group, where there is none
     * @param rule the deciding rule's fields, as on the wire, where the reason is RULE
     * @param alsoMatched the rules that would have decided next, in this order, were those before them gone
     */
    @Schema(name = "JudgedSide")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Judged(
            Verdict verdict,
            Reason reason,
            @Nullable InstanceId instanceId,
            @Nullable SecurityGroupId securityGroupId,
            @JsonUnwrapped @Nullable Rule rule,
            List<Rule> alsoMatched) {}
}
