package io.ringfence.axon.store;

import io.ringfence.events.value.AggregateRef;
import java.util.Collection;
import java.util.Map;

/** At which revision aggregates are in the store, whatever a cache says. */
@FunctionalInterface
public interface StoredRevisions {
    /** The revision of each of these aggregates as it is now; one without events is missing. */
    Map<AggregateRef, Long> of(Collection<AggregateRef> aggregates);
}
