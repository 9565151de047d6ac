package io.ringfence.projection;

import io.ringfence.projection.consume.RowStore.Effect;
import io.ringfence.projection.rows.HistoryRow;
import java.time.Duration;
import java.util.List;

/** Is told of every batch, on the flow's thread; must be quick and must not fail. */
@FunctionalInterface
public interface BatchListener {
    /** Before the batch is stored; again if that fails and it is tried once more. */
    default void decided(List<HistoryRow> changes) {}

    /** After its commit. */
    void stored(Effect effect, Duration took);
}
