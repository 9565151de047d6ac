package io.ringfence.projection;

import io.ringfence.projection.consume.BatchPipeline.Effect;
import io.ringfence.projection.rows.HistoryRow;
import java.time.Duration;
import java.util.List;

/** Is told of every batch; must be quick and must not fail. */
@FunctionalInterface
public interface BatchListener {
    /** Before the batch is stored, on the flow's thread; again if that fails and it is tried once more. */
    default void decided(List<HistoryRow> changes) {}

    /** After its commit, on one thread at a time. */
    void stored(Effect effect, Duration took);
}
