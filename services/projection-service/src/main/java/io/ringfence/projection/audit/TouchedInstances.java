package io.ringfence.projection.audit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whom a change concerned when it happened: the members of its group, those of every group that named the prefix list, or
 * the instance itself.
 *
 * @param count of all of them
 * @param instanceIds the first by id, at the most {@link #NAMED}
 */
@Schema(name = "TouchedInstances")
record TouchedInstances(long count, List<String> instanceIds) {
    static final int NAMED = 100;
    static final TouchedInstances NONE = new TouchedInstances(0, List.of());

    static TouchedInstances one(String instanceId) {
        return new TouchedInstances(1, List.of(instanceId));
    }
}
