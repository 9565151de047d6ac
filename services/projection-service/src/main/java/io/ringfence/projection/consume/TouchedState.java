package io.ringfence.projection.consume;

import io.ringfence.policy.image.PolicyImage;
import java.util.Map;

/**
 * What the rows say of the aggregates that a batch touches.
 *
 * @param image those aggregates alone; the rule sets without their rules, which no event needs to know
 * @param groupCreatedAt when each of the groups was created, in microseconds since 1970
 */
record TouchedState(PolicyImage image, Map<String, Long> groupCreatedAt) {}
