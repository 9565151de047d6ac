package io.ringfence.rule;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other groups in memory. */
final class FakePeerGroups implements PeerGroups {
    private final Map<SecurityGroupId, PeerGroup> groups = new HashMap<>();

    @Override
    public @Nullable PeerGroup find(SecurityGroupId id) {
        return groups.get(id);
    }

    /** A living BASIC group of the same account and VPC. */
    void learn(SecurityGroupId id) {
        learn(id, new PeerGroup(Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, Life.LIVING, 0));
    }

    void learn(SecurityGroupId id, PeerGroup group) {
        groups.put(id, group);
    }

    static PeerGroup of(AccountId account, VpcId vpc, SecurityGroupType type, Life life) {
        return new PeerGroup(account, vpc, type, life, 0);
    }
}
