package io.ringfence.agent.status;

import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.status.AgentStatus.GroupStatus;
import io.ringfence.agent.status.AgentStatus.InstanceState;
import io.ringfence.agent.status.AgentStatus.InstanceStatus;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.ClosedInstance;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.OpenInstance;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An enforcement as instances and groups with their states. Pure. */
public record StatusPicture(Mode mode, Enforcement enforcement, PolicyImage image) {

    /** Every instance of the host, by id. */
    public List<InstanceStatus> instances() {
        return Stream.concat(
                        enforcement.policy().open().values().stream().map(this::opened),
                        enforcement.policy().closed().values().stream().map(this::closed))
                .sorted((a, b) -> a.instanceId().compareTo(b.instanceId()))
                .toList();
    }

    /** Every group that an instance of the host is in, by id. */
    public List<GroupStatus> groups() {
        Set<SecurityGroupId> ids = new HashSet<>(enforcement.policy().groups().keySet());
        enforcement.policy().closed().values().forEach(instance -> ids.add(instance.securityGroupId()));
        return ids.stream().sorted().map(this::group).toList();
    }

    private InstanceStatus opened(OpenInstance instance) {
        boolean withheld = enforcement.withheld().covers(instance);
        InstanceState spoken = mode == Mode.KERNEL ? InstanceState.ENFORCED : InstanceState.RENDERED;
        return new InstanceStatus(
                instance.instanceId(),
                instance.securityGroupId(),
                instance.interfaceName(),
                instance.addresses(),
                withheld ? InstanceState.FAILED : spoken,
                failure(AggregateRef.instance(instance.instanceId()))
                        .or(() -> failure(AggregateRef.rules(instance.securityGroupId())))
                        .orElse(null));
    }

    private InstanceStatus closed(ClosedInstance instance) {
        boolean waiting = instance.reason() == ClosedInstance.Reason.WAITING;
        return new InstanceStatus(
                instance.instanceId(),
                instance.securityGroupId(),
                instance.interfaceName(),
                List.of(),
                waiting ? InstanceState.CLOSED : InstanceState.FAILED,
                instance.reason() + ": " + instance.detail());
    }

    private GroupStatus group(SecurityGroupId id) {
        GroupPolicy policy = enforcement.policy().groups().get(id);
        boolean open = policy != null && !enforcement.withheld().groups().contains(id);
        return new GroupStatus(
                id,
                open,
                policy == null ? List.of() : revisions(policy),
                failure(AggregateRef.rules(id))
                        .or(() -> failure(AggregateRef.group(id)))
                        .orElse(null));
    }

    private List<Revision> revisions(GroupPolicy policy) {
        SecurityGroupId id = policy.securityGroupId();
        Stream<Revision> resolved = Stream.of(
                new Revision(AggregateRef.group(id), policy.groupRevision()),
                new Revision(AggregateRef.rules(id), policy.rulesRevision()));
        AggregateRef membership = AggregateRef.membership(id);
        Stream<Revision> members = Optional.of(image.revision(membership)).stream()
                .filter(number -> number > 0)
                .map(number -> new Revision(membership, number));
        return Stream.concat(resolved, members).toList();
    }

    private Optional<String> failure(AggregateRef subject) {
        return enforcement.failures().stream()
                .filter(failure -> failure.subject().equals(subject.toString()))
                .map(StatusPicture::text)
                .findFirst();
    }

    private static String text(Failure failure) {
        return failure.code() + ": " + failure.detail();
    }
}
