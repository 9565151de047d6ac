package io.ringfence.policy.space;

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

    /** Whether the change makes no difference to any packet. */
    public boolean isEmpty() {
        return opened.isEmpty(owners) && closed.isEmpty(owners);
    }
}
