package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.PrefixListId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many rules a rule counts as: one that names a prefix list as many as the list has room for entries. */
record ListSizes(Map<PrefixListId, Integer> sizes) {
    /** The sizes of all lists that these rules name; the store is asked only where there are any. */
    static ListSizes of(Lists lists, List<Rule> rules) {
        Set<PrefixListId> named = new HashSet<>();
        for (Rule rule : rules) {
            PrefixListId list = rule.spec().prefixListId();
            if (list != null) {
                named.add(list);
            }
        }
        return new ListSizes(named.isEmpty() ? Map.of() : lists.sizes(named));
    }

    int count(List<Rule> rules) {
        return rules.stream().mapToInt(this::count).sum();
    }

    private int count(Rule rule) {
        PrefixListId list = rule.spec().prefixListId();
        return list == null ? 1 : sizes.getOrDefault(list, 1);
    }
}
