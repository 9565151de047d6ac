package io.ringfence.rule;

import io.ringfence.axon.react.KnownGroup;
import io.ringfence.axon.react.KnownGroup.Life;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Known groups in memory. */
final class FakeGroups implements KnownGroups {
    private final Map<SecurityGroupId, KnownGroup> groups = new HashMap<>();

    @Override
    public Optional<KnownGroup> find(SecurityGroupId id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** A living BASIC group of the same account and VPC. */
    void learn(SecurityGroupId id) {
        learn(id, Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, Life.OPEN);
    }

    /** A group like that, on its way out. */
    void close(SecurityGroupId id) {
        learn(id, Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, Life.CLOSING);
    }

    void learn(SecurityGroupId id, AccountId account, VpcId vpc, SecurityGroupType type, Life life) {
        learn(new KnownGroup(id, account, vpc, RegionId.DEFAULT, type, life, 0));
    }

    void learn(KnownGroup group) {
        groups.put(group.id(), group);
    }
}
