package io.ringfence.rule;

import io.ringfence.events.value.PrefixListId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prefix lists in memory, for one thread; they keep the same contract as the rows. */
final class ListsInMemory implements Lists {
    private final Map<PrefixListId, KnownList> lists = new HashMap<>();
    private final Set<PrefixListId> gone = new HashSet<>();

    @Override
    public Optional<KnownList> find(PrefixListId id) {
        return gone.contains(id) ? Optional.empty() : Optional.ofNullable(lists.get(id));
    }

    @Override
    public Map<PrefixListId, Integer> sizes(Set<PrefixListId> ids) {
        Map<PrefixListId, Integer> sizes = new HashMap<>();
        lists.forEach((id, list) -> {
            if (ids.contains(id)) {
                sizes.put(id, list.maxEntries());
            }
        });
        return sizes;
    }

    @Override
    public void made(KnownList list) {
        lists.putIfAbsent(list.id(), list);
    }

    @Override
    public void gone(PrefixListId id) {
        gone.add(id);
    }
}
