package io.ringfence.projection.rows;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Micros;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.MembershipImage;
import io.ringfence.policy.image.PrefixListImage;
import io.ringfence.policy.image.RuleSetImage;
import java.util.Collection;

/** The image of a row: what the events made of the thing, as shared-policy has it. */
public final class Images {
    private Images() {}

    public static GroupImage of(GroupRow row) {
        return new GroupImage(
                new SecurityGroupId(row.id),
                new AccountId(row.account),
                row.name,
                row.description,
                SecurityGroupType.valueOf(row.type),
                new VpcId(row.vpcId),
                new RegionId(row.regionId),
                InnerAccessPolicy.valueOf(row.innerAccessPolicy),
                JsonText.texts(row.tags),
                row.beingDeleted,
                row.change());
    }

    /** A rule set with these of its rules. */
    public static RuleSetImage of(RuleSetRow row, Collection<Rule> rules) {
        return new RuleSetImage(
                new SecurityGroupId(row.id),
                new AccountId(row.account),
                new VpcId(row.vpcId),
                SecurityGroupType.valueOf(row.type),
                RuleSetImage.byId(rules),
                row.change());
    }

    public static MembershipImage of(MembershipRow row) {
        return new MembershipImage(
                new SecurityGroupId(row.id),
                new AccountId(row.account),
                new VpcId(row.vpcId),
                SecurityGroupType.valueOf(row.type),
                row.open,
                row.change());
    }

    public static PrefixListImage of(PrefixListRow row) {
        return new PrefixListImage(
                new PrefixListId(row.id),
                new AccountId(row.account),
                row.name,
                AddressFamily.valueOf(row.addressFamily),
                (int) row.maxEntries,
                JsonText.entries(row.entries),
                row.change());
    }

    public static InstanceImage of(InstanceRow row) {
        return new InstanceImage(
                new InstanceId(row.id),
                new AccountId(row.account),
                row.name,
                new VpcId(row.vpcId),
                new SecurityGroupId(row.securityGroupId),
                JsonText.addresses(row.addresses),
                row.host == null ? null : new HostName(row.host),
                row.interfaceName == null ? null : new InterfaceName(row.interfaceName),
                JsonText.texts(row.labels),
                Micros.toInstant(row.registeredAt),
                Micros.toInstant(row.placedAt),
                row.change());
    }
}
