package io.ringfence.policy.resolve;

import io.ringfence.events.value.AggregateRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a group could be resolved. With a policy and a shortfall it is the policy of before, which holds for the
 * instances that had it and for no other.
 *
 * @param watched the aggregates whose change may change this
 */
record GroupResolution(
        @Nullable GroupPolicy policy, @Nullable Shortfall shortfall, Set<AggregateRef> watched) {}
