package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.Map;

/** How many members a group had. */
record MemberCount(
        @JsonProperty("security_group_id") String group,
        @JsonProperty("members") long members) {

    /** Those of these groups that had any. */
    static Question<MemberCount> of(Collection<String> groups, AsOf time) {
        return new Question<>(
                MemberCount.class,
                "select r.security_group_id, count(*) as members from instance_version r"
                        + " where r.security_group_id = any(:groups) and " + time.holds("r")
                        + " group by r.security_group_id",
                time.parameters(Map.of("groups", groups.toArray(String[]::new))));
    }
}
