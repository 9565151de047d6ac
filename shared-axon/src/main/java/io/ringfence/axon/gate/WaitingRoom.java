package io.ringfence.axon.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where commands wait for a group that has not been heard of, without a thread and without being looked at: they are
 * called when it is heard of. Safe for every thread.
 */
final class WaitingRoom {
    /** Ids whose last news are remembered: more than are heard of while one batch is decided. */
    private static final int REMEMBERED = 10_000;

    private final Consumer<Ticket> call;
    private final Map<String, Set<Ticket>> waiting = new HashMap<>();
    private final Map<String, Long> lastNews = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long news;

    /** @param call takes a ticket back to its lane; must not block */
    WaitingRoom(Consumer<Ticket> call) {
        this.call = call;
    }

    /** A mark to take before looking at a command, so that what is heard meanwhile is not missed. */
    synchronized long news() {
        return news;
    }

    /** Lets a command wait for an id; calls it at once if the id was heard of since the mark. */
    void wait(Ticket ticket, String id, long mark) {
        if (!sitsDown(ticket, id, mark)) {
            call.accept(ticket);
        }
    }

    private synchronized boolean sitsDown(Ticket ticket, String id, long mark) {
        return lastNews.getOrDefault(id, 0L) <= mark
                && waiting.computeIfAbsent(id, none -> new LinkedHashSet<>()).add(ticket);
    }

    /** Calls every command that waits for this id, in the order in which they came. */
    void heard(String id) {
        leave(id).forEach(call);
    }

    private synchronized List<Ticket> leave(String id) {
        news++;
        lastNews.remove(id);
        lastNews.put(id, news);
        Set<Ticket> called = waiting.remove(id);
        return called == null ? List.of() : new ArrayList<>(called);
    }

    /** Lets a command wait no longer; false if it was called before. */
    synchronized boolean leave(Ticket ticket, String id) {
        Set<Ticket> others = waiting.get(id);
        if (others == null || !others.remove(ticket)) {
            return false;
        }
        if (others.isEmpty()) {
            waiting.remove(id);
        }
        return true;
    }

    /** How many commands wait. */
    synchronized int size() {
        return waiting.values().stream().mapToInt(Set::size).sum();
    }
}
