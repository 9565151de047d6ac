package io.ringfence.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent at one moment, for a person or a program on the host.
 *
 * @param dataplane how the table gets into the kernel, in words
 * @param networkNamespace the namespace that is the host, or {@code process}
 * @param kafka how the feed is doing; {@code RUNNING} while all is well
 * @param positions everything before these offsets is in the image
 * @param groups what is in force for each group that this host has instances of
 * @param image what is known, of which this host needs a part
 * @param drift how often others changed the table, and how the last time; null where they never did
 * @param condition what on the host, outside the table, keeps policy from working
 * @param applyFailure why the last attempt to change the kernel failed; null when it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentStatus(
        HostName host,
        EnforcementReport.Mode mode,
        EnforcementReport.State state,
        String dataplane,
        String networkNamespace,
        Kafka kafka,
        List<EnforcementReport.Position> positions,
        List<InstanceStatus> instances,
        List<GroupStatus> groups,
        ImageSize image,
        List<EnforcementReport.Failure> failures,
        Applies applies,
        EnforcementReport.@Nullable Drift drift,
        Condition condition,
        @Nullable String applyFailure) {

    public AgentStatus {
        positions = List.copyOf(positions);
        instances = List.copyOf(instances);
        groups = List.copyOf(groups);
        failures = List.copyOf(failures);
    }

    /** Caught up with what there was at start, and the kernel has what it should. */
    public boolean ready() {
        return state == EnforcementReport.State.IN_SYNC && applyFailure == null;
    }

    /** How much the agent knows of, on all hosts. */
    public record ImageSize(int instances, int groups) {}

    /**
     * What the host's own people should know.
     *
     * @param connections how many the kernel tracks
     * @param connectionsAtMost how many it can track; 0 where it does not say
     */
    public record Condition(long connections, long connectionsAtMost, List<String> warnings) {
        public Condition {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * How the feed is doing, in its own words.
     *
     * @param lag records that Kafka held and the agent had not read when Kafka last answered; null until it did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Kafka(
            String state, String detail, @Nullable Long lag) {}

    /** An instance of this host. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InstanceStatus(
            InstanceId instanceId,
            SecurityGroupId securityGroupId,
            @JsonProperty("interface") InterfaceName interfaceName,
            List<IpAddress> addresses,
            InstanceState state,
            @Nullable String reason) {}

    /** What is done with an instance's traffic. */
    public enum InstanceState {
        /** Judged by its group's policy. */
        ENFORCED,
        /** As ENFORCED, but in a file only. */
        RENDERED,
        /** Dropped, until something that is under way has come. */
        CLOSED,
        /** Dropped, or not guarded at all where the interface has a master, until somebody acts. */
        FAILED
    }

    /** A group's policy in force on this host, by the revisions it is made of. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GroupStatus(
            SecurityGroupId securityGroupId,
            boolean open,
            List<Revision> revisions,
            @Nullable String reason) {}

    /** What was done to the kernel since start. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Applies(
            long count,
            long failed,
            @Nullable Long lastMicros,
            @Nullable Instant lastAt) {}
}
