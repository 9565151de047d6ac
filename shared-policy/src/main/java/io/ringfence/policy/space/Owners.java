package io.ringfence.policy.space;

import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose the addresses of peers are: any group's, for all that is known; or the members' at an instant; or the members'
 * before and after a change. A map holds at least the groups that the policies name; one that is not there has no
 * members. No address may be in two groups of one map, as none is in an image's. Maps are not copied, and have to stand
 * still.
 */
public final class Owners {
    /** Whatever the members are: every address may be a member of any group, or of none. */
    public static final Owners ANY = new Owners(null, null);

    private final @Nullable Map<SecurityGroupId, Members> before;
    private final @Nullable Map<SecurityGroupId, Members> now;

    private Owners(@Nullable Map<SecurityGroupId, Members> before, @Nullable Map<SecurityGroupId, Members> now) {
        this.before = before;
        this.now = now;
    }

    /** The members that the groups have. */
    public static Owners now(Map<SecurityGroupId, Members> members) {
        return new Owners(null, members);
    }

    /** The members that the groups had before a change, and those that they have after it. */
    public static Owners changed(Map<SecurityGroupId, Members> before, Map<SecurityGroupId, Members> now) {
        return new Owners(before, now);
    }

    /** Whether who owns an address may have changed. */
    boolean changed() {
        return before != null;
    }

    /** Which peers there are, told apart by these groups. */
    PeerClasses among(Set<SecurityGroupId> groups) {
        if (now == null) {
            return PeerClasses.any(groups);
        }
        return PeerClasses.of(groups, before == null ? now : before, now);
    }
}
