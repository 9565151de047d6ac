package io.ringfence.policy.space;

import io.ringfence.events.value.Direction;
import io.ringfence.policy.resolve.GroupPolicy;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a change opens and closes: exactly the packets that are accepted after it and not before, and the reverse.
 *
 * @param owners whose the addresses are, before and after; under them the two spaces are to be asked and listed
 */
public record PolicyDifference(PacketSpace opened, PacketSpace closed, Owners owners) {
    /**
     * Between what one side accepts before and after, both of one direction. With {@link Owners#changed} a change of
     * members counts too; with {@link Owners#now} only the policy changed; with {@link Owners#ANY} it is what changed
     * for any members.
     */
    public static PolicyDifference between(PacketSpace before, PacketSpace after, Owners owners) {
        PacketSpace then = owners.changed() ? before.before() : before;
        return new PolicyDifference(after.minus(then), then.minus(after), owners);
    }

    /**
     * Between the policies of a group before and after, by direction, ingress first.
     *
     * @param before null where it cannot be told, and then accepts nothing
     * @param after likewise
     */
    public static Map<Direction, PolicyDifference> between(
            @Nullable GroupPolicy before, @Nullable GroupPolicy after, Owners owners) {
        Map<Direction, PolicyDifference> differences = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            differences.put(direction, between(accepted(before, direction), accepted(after, direction), owners));
        }
        return differences;
    }

    private static PacketSpace accepted(@Nullable GroupPolicy policy, Direction direction) {
        return policy == null ? PacketSpace.nothing(direction) : PacketSpace.accepted(policy, direction);
    }

    /** Whether the change makes no difference to any packet. */
    public boolean isEmpty() {
        return opened.isEmpty(owners) && closed.isEmpty(owners);
    }
}
