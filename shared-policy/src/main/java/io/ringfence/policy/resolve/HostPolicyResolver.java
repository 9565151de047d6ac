package io.ringfence.policy.resolve;

import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Hold;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.ClosedInstance.Reason;
import io.ringfence.policy.resolve.ResolvedPeer.MembersOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the image of everything into the policy of one host. What is unknown is closed; what stands still keeps its
 * last policy for the instances that had it.
 */
public final class HostPolicyResolver {
    private final PolicyImage image;
    private final HostPolicy previous;
    private final Predicate<InstanceId> waiting;
    private final GroupPolicyResolver groupPolicies;

    private final SortedMap<InstanceId, OpenInstance> open = new TreeMap<>();
    private final SortedMap<InstanceId, ClosedInstance> closed = new TreeMap<>();
    private final SortedMap<SecurityGroupId, GroupResolution> groups = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Set<AggregateRef> watched = new HashSet<>();

    private HostPolicyResolver(PolicyImage image, Instant at, HostPolicy previous, Predicate<InstanceId> waiting) {
        this.image = image;
        this.previous = previous;
        this.waiting = waiting;
        this.groupPolicies = new GroupPolicyResolver(image, at, previous.groups());
    }

    /**
     * The policy of the host that {@code previous} is of.
     *
     * @param at the host's own now; rules past their deadline then are left out
     * @param previous what this returned last, or {@link HostPolicy#empty}
     * @param waiting new instances that stay closed until the topics have been read far enough; one that is open in
     *     {@code previous} stays open
     */
    public static HostPolicy resolve(
            PolicyImage image, Instant at, HostPolicy previous, Predicate<InstanceId> waiting) {
        return new HostPolicyResolver(image, at, previous, waiting).resolve();
    }

    private HostPolicy resolve() {
        Map<InterfaceName, InstanceImage> owners = interfaceOwners();
        image.instancesOn(previous.host()).forEach(instance -> {
            InterfaceName interfaceName = instance.interfaceName();
            if (interfaceName != null) {
                place(instance, interfaceName, owners.getOrDefault(interfaceName, instance));
            }
        });
        groups.values().forEach(this::note);
        SortedMap<SecurityGroupId, GroupPolicy> inForce = policiesOfOpenInstances();
        return new HostPolicy(
                previous.host(),
                open,
                closed,
                inForce,
                members(inForce),
                failures,
                HostPolicy.deadline(inForce),
                watched);
    }

    private Map<InterfaceName, InstanceImage> interfaceOwners() {
        Map<InterfaceName, InstanceImage> owners = new HashMap<>();
        image.instancesOn(previous.host()).forEach(instance -> {
            if (instance.interfaceName() != null) {
                owners.merge(instance.interfaceName(), instance, BinaryOperator.maxBy(InstanceImage.BY_PLACE_CLAIM));
            }
        });
        return owners;
    }

    private void place(InstanceImage instance, InterfaceName interfaceName, InstanceImage interfaceOwner) {
        InstanceId id = instance.instanceId();
        SecurityGroupId group = instance.securityGroupId();
        watched.add(AggregateRef.instance(id));
        GroupResolution resolution = groups.computeIfAbsent(group, groupPolicies::resolve);
        Shortfall obstacle = obstacle(instance, interfaceName, interfaceOwner, resolution);
        if (obstacle == null) {
            open.put(id, new OpenInstance(id, interfaceName, group, ownAddresses(instance)));
            noteHold(id);
        } else {
            closed.put(id, new ClosedInstance(id, interfaceName, group, obstacle.reason(), obstacle.detail()));
            if (obstacle.reason() != Reason.WAITING) {
                failures.add(obstacle.toFailure());
            }
        }
    }

    /** Why an instance has to stay closed, or null when it may speak. */
    private @Nullable Shortfall obstacle(
            InstanceImage instance,
            InterfaceName interfaceName,
            InstanceImage interfaceOwner,
            GroupResolution resolution) {
        AggregateRef self = AggregateRef.instance(instance.instanceId());
        if (!interfaceOwner.instanceId().equals(instance.instanceId())) {
            String detail = interfaceName + " now belongs to " + interfaceOwner.instanceId();
            return new Shortfall(self, Reason.INTERFACE_TAKEN, detail);
        }
        boolean wasOpen = previous.open().containsKey(instance.instanceId());
        Shortfall shortfall = resolution.shortfall();
        if (shortfall != null && (resolution.policy() == null || !wasOpen)) {
            return new Shortfall(self, shortfall.reason(), shortfall.subject() + ": " + shortfall.detail());
        }
        Hold hold = image.held().get(self);
        if (hold != null && !wasOpen) {
            return new Shortfall(self, Reason.HELD, hold.reason());
        }
        return !wasOpen && waiting.test(instance.instanceId())
                ? new Shortfall(self, Reason.WAITING, "the topics are still to be read to where they stood")
                : null;
    }

    private List<IpAddress> ownAddresses(InstanceImage instance) {
        return instance.addresses().stream()
                .filter(address -> owns(instance, address))
                .toList();
    }

    private boolean owns(InstanceImage instance, IpAddress address) {
        InstanceImage owner = image.owner(address);
        return owner != null && owner.instanceId().equals(instance.instanceId());
    }

    private void noteHold(InstanceId id) {
        AggregateRef self = AggregateRef.instance(id);
        Hold hold = image.held().get(self);
        if (hold != null) {
            failures.add(new Shortfall(self, Reason.HELD, hold.reason()).toFailure());
        }
    }

    private void note(GroupResolution resolution) {
        watched.addAll(resolution.watched());
        if (resolution.shortfall() != null) {
            failures.add(resolution.shortfall().toFailure());
        }
    }

    private SortedMap<SecurityGroupId, GroupPolicy> policiesOfOpenInstances() {
        SortedMap<SecurityGroupId, GroupPolicy> policies = new TreeMap<>();
        for (OpenInstance instance : open.values()) {
            GroupResolution resolution = groups.get(instance.securityGroupId());
            if (resolution != null && resolution.policy() != null) {
                policies.put(instance.securityGroupId(), resolution.policy());
            }
        }
        return policies;
    }

    private SortedMap<SecurityGroupId, Members> members(SortedMap<SecurityGroupId, GroupPolicy> policies) {
        SortedMap<SecurityGroupId, Members> members = new TreeMap<>();
        for (GroupPolicy policy : policies.values()) {
            if (policy.innerAccess()) {
                members.put(policy.securityGroupId(), image.members(policy.securityGroupId()));
            }
            policy.rules().forEach(rule -> {
                if (rule.peer() instanceof MembersOf peer) {
                    members.put(peer.group(), image.members(peer.group()));
                }
            });
        }
        return members;
    }
}
