package io.ringfence.agent;

import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.feed.FeedStatus;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.PolicyImage;

/**
 * The flow after a turn. Immutable.
 *
 * @param inForce everything before these is in force; empty while catching up
 * @param repairs how often the table had to be written because others had changed or removed it
 */
public record FlowState(
        State state, FeedStatus feed, Positions inForce, Enforcement enforcement, PolicyImage image, long repairs) {}
