package io.ringfence.instance;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;

/** The instance that owns an address or an interface, or is to own it. */
record Owner(InstanceId instance, AccountId account, SecurityGroupId group) {
    Blocker asBlocker() {
        return new Blocker(Blocker.Kind.INSTANCE, instance.value(), group);
    }
}
