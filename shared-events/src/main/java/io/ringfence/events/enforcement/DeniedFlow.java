package io.ringfence.events.enforcement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Packets that a host dropped because no policy accepted them. Of many only a part is told, so that nobody can flood those
 * who read.
 *
 * @param at when the host heard of the last of them, by its own clock
 * @param packets how many alike are told of here, within about a second
 * @param protocol Internet protocol number
 * @param sourcePort 0 for protocols without ports
 * @param destinationPort 0 for protocols without ports
 * @param icmpType 0 for other protocols
 * @param direction of the instance that did not accept it; null where there is none
 * @param instanceId the instance that did not accept it; null where no policy of such an instance was in force
 * @param ruleId null where no rule decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeniedFlow(
        HostName host,
        Instant at,
        long packets,
        IpAddress source,
        IpAddress destination,
        int protocol,
        int sourcePort,
        int destinationPort,
        int icmpType,
        @Nullable Direction direction,
        @Nullable InstanceId instanceId,
        @Nullable SecurityGroupId securityGroupId,
        @Nullable RuleId ruleId,
        Reason reason) {

    /** Why it was dropped. */
    public enum Reason {
        /** The rule says so. */
        RULE,
        /** No rule of the group matched, and its default is to drop. */
        DEFAULT,
        /** No instance that may speak has the address: its policy is not known yet, or withheld. */
        CLOSED,
        /** What is in force by now denies it not: it has changed since, or the instance that it went to is closed. */
        NOT_KNOWN
    }

    /** The key of the record: flows of a group stay in order. */
    public String key() {
        return securityGroupId == null ? host.value() : securityGroupId.value();
    }
}
