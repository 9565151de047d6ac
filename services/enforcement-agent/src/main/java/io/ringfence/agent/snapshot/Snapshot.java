package io.ringfence.agent.snapshot;

import io.ringfence.feed.Positions;
import io.ringfence.policy.image.PolicyImage;

/**
 * An image, and where to read on. Whoever reads on drops, by revision, what the image has.
 *
 * @param positions everything before these is in the image; what is behind may be as well
 */
public record Snapshot(PolicyImage image, Positions positions) {
    /** Of one who knows nothing. */
    public static final Snapshot NOTHING = new Snapshot(PolicyImage.EMPTY, Positions.EMPTY);
}
