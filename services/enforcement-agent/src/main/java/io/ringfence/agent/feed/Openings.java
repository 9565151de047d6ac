package io.ringfence.agent.feed;

import io.ringfence.events.value.InstanceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets a new instance of this host speak only after the topics of groups and rules have been read to where they stood
 * when the instance came: an instance must not be opened under a policy that is older than itself.
 */
public final class Openings {

    private final Supplier<Barrier> raise;
    private final Map<InstanceId, Barrier> waiting = new HashMap<>();
    private final Set<InstanceId> allowed = new HashSet<>();

    /**
     * Nobody waits yet.
     *
     * @param raise makes a barrier at the present ends of the topics
     */
    public Openings(Supplier<Barrier> raise) {
        this.raise = raise;
    }

    /** Those new among the host's instances begin to wait; those that left would wait again when they return. */
    public void placed(Collection<InstanceId> onThisHost) {
        allowed.retainAll(onThisHost);
        waiting.keySet().retainAll(onThisHost);
        Set<InstanceId> news = new HashSet<>(onThisHost);
        news.removeAll(allowed);
        news.removeAll(waiting.keySet());
        if (!news.isEmpty()) {
            Barrier barrier = raise.get();
            news.forEach(instance -> waiting.put(instance, barrier));
        }
    }

    /** Lets those pass whose barrier has been passed, and says whether there were any. */
    public boolean advance() {
        Set<InstanceId> passed = new HashSet<>();
        waiting.forEach((instance, barrier) -> {
            if (barrier.isPassed()) {
                passed.add(instance);
            }
        });
        waiting.keySet().removeAll(passed);
        return allowed.addAll(passed);
    }

    public boolean isWaiting(InstanceId instance) {
        return !allowed.contains(instance);
    }

    public boolean anyWaiting() {
        return !waiting.isEmpty();
    }

    /** A topic began anew. */
    public void askAgain() {
        Set.copyOf(waiting.values()).forEach(Barrier::askAgain);
    }
}
