package io.ringfence.projection;

import io.ringfence.projection.consume.RowStore.Effect;
import java.time.Duration;

/** Is told of every batch after its commit, on the flow's thread; must be quick and must not fail. */
@FunctionalInterface
public interface BatchListener {
    void stored(Effect effect, Duration took);
}
