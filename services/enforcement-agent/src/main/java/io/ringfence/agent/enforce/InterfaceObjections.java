package io.ringfence.agent.enforce;

import io.ringfence.agent.link.Links;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InstanceId;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.OpenInstance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the host's interfaces have against a policy. Pure. */
final class InterfaceObjections {

    static final String BRIDGED = "INTERFACE_BRIDGED";
    static final String MISSING = "INTERFACE_MISSING";

    private InterfaceObjections() {}

    /** The instances whose interface has a master: it never meets our hooks under its own name. */
    static Set<InstanceId> bridged(HostPolicy policy, Links links) {
        return policy.open().values().stream()
                .filter(instance -> master(instance, links).isPresent())
                .map(OpenInstance::instanceId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What to report; a missing interface is in force all the same, from the moment it comes. */
    static List<Failure> failures(HostPolicy policy, Links links) {
        return policy.open().values().stream()
                .map(instance -> failure(instance, links))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Failure> failure(OpenInstance instance, Links links) {
        String subject = AggregateRef.instance(instance.instanceId()).toString();
        String name = instance.interfaceName().value();
        Optional<String> master = master(instance, links);
        if (master.isPresent()) {
            return Optional.of(new Failure(
                    subject, BRIDGED, name + " belongs to " + master.get() + ": its packets never meet the policy"));
        }
        return links.isMissing(name)
                ? Optional.of(new Failure(subject, MISSING, "the host has no interface " + name))
                : Optional.empty();
    }

    private static Optional<String> master(OpenInstance instance, Links links) {
        return links.masterOf(instance.interfaceName().value());
    }
}
