package io.ringfence.agent;

import io.ringfence.agent.snapshot.Snapshot;
import io.ringfence.events.value.HostName;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import java.time.Instant;

/** The policy that was in force when a snapshot of this host's own was written, without what has expired since. Pure. */
final class RestoredPolicy {

    private RestoredPolicy() {}

    /** Every instance in it spoke then, and none has to wait again. */
    static HostPolicy of(Snapshot own, HostName host, Instant now) {
        return HostPolicyResolver.resolve(own.image(), now, HostPolicy.empty(host), waiting -> false);
    }
}
