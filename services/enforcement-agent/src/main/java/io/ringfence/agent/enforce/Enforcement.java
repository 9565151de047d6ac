package io.ringfence.agent.enforce;

import io.ringfence.agent.render.Withheld;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.value.HostName;
import io.ringfence.policy.resolve.HostPolicy;
import java.util.List;
import java.util.Optional;

/**
 * A policy as it is in force on the host.
 *
 * @param withheld what of it stays closed
 * @param failures what is not enforced as asked, from the policy and from the host
 * @param refusal why nothing of it could be put in force, the policy of before holding still; empty when it could
 */
public record Enforcement(HostPolicy policy, Withheld withheld, List<Failure> failures, Optional<String> refusal) {

    public Enforcement {
        failures = List.copyOf(failures);
    }

    /** Before the first policy. */
    public static Enforcement nothing(HostName host) {
        return new Enforcement(HostPolicy.empty(host), Withheld.NOTHING, List.of(), Optional.empty());
    }

    /** How many of the host's instances speak under their group's policy. */
    public int enforcedInstances() {
        return (int) policy.open().values().stream()
                .filter(instance -> !withheld.covers(instance))
                .count();
    }
}
