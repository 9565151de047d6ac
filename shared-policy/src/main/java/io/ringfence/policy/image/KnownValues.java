package io.ringfence.policy.image;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the copy of a value that the image already holds. Every event brings its own; a million instances that share
 * those of their groups and hosts take little more than half the memory.
 */
record KnownValues(PolicyImage image) {
    SecurityGroupId group(SecurityGroupId id) {
        SecurityGroupId known = image.inventory().addresses().members().floorKey(id);
        return id.equals(known) ? known : id;
    }

    @Nullable
    HostName host(@Nullable HostName host) {
        if (host == null) {
            return null;
        }
        HostName known = image.inventory().hosts().floorKey(host);
        return host.equals(known) ? known : host;
    }

    AccountId account(SecurityGroupId groupId, AccountId account) {
        GroupImage group = image.groups().get(groupId);
        return group != null && group.accountId().equals(account) ? group.accountId() : account;
    }

    VpcId vpc(SecurityGroupId groupId, VpcId vpc) {
        GroupImage group = image.groups().get(groupId);
        return group != null && group.vpcId().equals(vpc) ? group.vpcId() : vpc;
    }
}
