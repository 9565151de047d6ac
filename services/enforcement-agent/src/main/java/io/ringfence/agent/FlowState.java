package io.ringfence.agent;

import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.events.enforcement.EnforcementReport.Drift;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.feed.FeedStatus;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.PolicyImage;
import org.jspecify.annotations.Nullable;

/**
 * The flow after a turn. Immutable.
 *
 * @param inForce everything before these is in force; empty while catching up
 * @param settled whether all that the image says is in force
 * @param drift others' hands in the table; null where there were none
 */
public record FlowState(
        State state,
        FeedStatus feed,
        Positions inForce,
        Enforcement enforcement,
        PolicyImage image,
        boolean settled,
        @Nullable Drift drift) {}
