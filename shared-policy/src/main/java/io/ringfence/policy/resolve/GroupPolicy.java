package io.ringfence.policy.resolve;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyImage;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a group that has instances on the host, rules past their deadline left out.
 *
 * @param groupRevision the revision of the group that it stands for
 * @param rulesRevision the revision of the rule set that it stands for
 * @param innerAccess whether a peer that is a member of the group is accepted before any rule, in both directions
 */
public record GroupPolicy(
        SecurityGroupId securityGroupId,
        long groupRevision,
        long rulesRevision,
        boolean innerAccess,
        SidePolicy ingress,
        SidePolicy egress) {
    /**
     * The policy of a group at an instant, wherever its instances are; null where it cannot be told: the group or what a
     * rule of it names is gone, has not been seen, or stands still.
     */
    public static @Nullable GroupPolicy of(PolicyImage image, SecurityGroupId group, Instant at) {
        return new GroupPolicyResolver(image, at, Map.of()).resolve(group).policy();
    }

    /** The rules and the default of one direction. */
    public SidePolicy side(Direction direction) {
        return switch (direction) {
            case INGRESS -> ingress;
            case EGRESS -> egress;
        };
    }

    /** Every rule, ingress first. */
    public Stream<ResolvedRule> rules() {
        return Stream.concat(ingress.rules().stream(), egress.rules().stream());
    }

    GroupPolicy at(Instant instant) {
        return new GroupPolicy(
                securityGroupId, groupRevision, rulesRevision, innerAccess, ingress.at(instant), egress.at(instant));
    }
}
