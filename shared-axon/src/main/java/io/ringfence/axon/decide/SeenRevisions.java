package io.ringfence.axon.decide;

import io.ringfence.events.value.AggregateRef;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * At which revision each aggregate was when a command reached it, for the unit of work under way: what the aggregate
 * answered holds for that revision, which may be an old one where another process writes too.
 */
public final class SeenRevisions {
    private static final String KEY = SeenRevisions.class.getName();

    private SeenRevisions() {}

    /** Called by every aggregate before it decides; 0 stands for one without events. */
    static void note(AggregateRef target, long revision) {
        seen().put(target, revision);
    }

    /** Forgets what was seen, so that the next look shows whether the command reached the aggregate at all. */
    public static void forget(AggregateRef target) {
        seen().remove(target);
    }

    /** The revision at which the last command found the aggregate; null if it found none. */
    public static @Nullable Long of(AggregateRef target) {
        return seen().get(target);
    }

    private static Map<AggregateRef, Long> seen() {
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        return root.getOrComputeResource(KEY, none -> new HashMap<>());
    }
}
