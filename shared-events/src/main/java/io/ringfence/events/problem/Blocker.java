package io.ringfence.events.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.value.SecurityGroupId;
import org.jspecify.annotations.Nullable;

/** What stands in the way of a change: an instance or a rule, and the group it belongs to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Blocker(Kind kind, String id, @Nullable SecurityGroupId securityGroupId) {
    /** What kinds of things stand in the way. */
    public enum Kind {
        INSTANCE,
        RULE
    }
}
