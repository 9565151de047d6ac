package io.ringfence.projection.query;

import io.ringfence.policy.image.Provenance;
import io.ringfence.projection.rows.GroupRow;
import java.util.List;
import java.util.Map;
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

    /** All versions of a group up to the time: each change of the group made one, and there are few. */
    static Question<GroupRow> versions(String group, AsOf time) {
        return new Question<>(
                GroupRow.class,
                "select r.* from group_version r where r.id = :id and r.valid_from <= :at order by r.revision",
                Map.of("id", group, "at", time.lastAt()));
    }

    /** What these versions say; empty where the group has not been seen. */
    static GroupOrigins of(List<GroupRow> versions) {
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
