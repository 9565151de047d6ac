package io.ringfence.projection.query;

import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.Provenance;
import io.ringfence.projection.rows.GroupRow;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Where those entries of a policy come from that no rule makes.
 *
 * @param created the change that made the group, and with it the default, which its type fixes for ever; null where the
 *     group has not been seen
 * @param innerAccess the change since which the group has its inner access policy
 */
record GroupOrigins(@Nullable Provenance created, @Nullable Provenance innerAccess) {
    private static final GroupOrigins UNKNOWN = new GroupOrigins(null, null);

    /**
     * Reads the group's versions up to the time: each change of the group made one, and there are few.
     *
     * @param group as it was then; null where it has not been seen
     */
    static Uni<GroupOrigins> of(Mutiny.Session session, @Nullable GroupImage group, AsOf time) {
        if (group == null) {
            return Uni.createFrom().item(UNKNOWN);
        }
        if (group.lastChange().revision() == 1) {
            return Uni.createFrom().item(new GroupOrigins(group.lastChange(), group.lastChange()));
        }
        return session.createNativeQuery(
                        "select r.* from group_version r where r.id = :id and r.valid_from <= :at order by r.revision",
                        GroupRow.class)
                .setParameter("id", group.securityGroupId().value())
                .setParameter("at", time.lastAt())
                .getResultList()
                .map(GroupOrigins::of);
    }

    private static GroupOrigins of(List<GroupRow> versions) {
        if (versions.isEmpty()) {
            return UNKNOWN;
        }
        GroupRow innerAccess = versions.get(0);
        for (GroupRow version : versions) {
            if (!version.innerAccessPolicy.equals(innerAccess.innerAccessPolicy)) {
                innerAccess = version;
            }
        }
        return new GroupOrigins(versions.get(0).change(), innerAccess.change());
    }
}
