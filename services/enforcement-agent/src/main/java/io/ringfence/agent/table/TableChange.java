package io.ringfence.agent.table;

import io.ringfence.events.value.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to happen for one table to become another: a change of a group's rules costs the chains that say something
 * else, and a new member one element, however much there is besides.
 *
 * @param newSets sets that were not there, with all their elements
 * @param newCounters counters that were not there
 * @param newChains chains that were not there or say something else now
 * @param refilled those among them that were there
 * @param removed elements to be taken from sets that stay; before any is added, as a map has a key but once
 * @param added elements for sets that were there
 */
public record TableChange(
        Table wanted,
        Map<String, ElementSet<?>> newSets,
        List<String> newCounters,
        Map<String, Chain> newChains,
        List<String> refilled,
        List<Element> removed,
        List<Element> added,
        List<String> goneChains,
        List<String> goneCounters,
        List<String> goneSets) {

    /**
     * Compares.
     *
     * @param moved the addresses whose owner may be another than when {@code former} was made
     */
    public static TableChange between(Table former, Table wanted, Set<IpAddress> moved) {
        List<Element> removed = new ArrayList<>();
        List<Element> added = new ArrayList<>();
        Map<String, ElementSet<?>> newSets = new LinkedHashMap<>();
        wanted.sets().forEach((name, set) -> {
            ElementSet<?> before = former.sets().get(name);
            if (before == null) {
                newSets.put(name, set);
            } else {
                removed.addAll(before.beyond(set, moved));
                added.addAll(set.beyond(before, moved));
            }
        });
        Map<String, Chain> newChains = changed(former.chains(), wanted.chains());
        List<String> refilled =
                newChains.keySet().stream().filter(former.chains()::containsKey).toList();
        return new TableChange(
                wanted,
                newSets,
                beyond(wanted.counters(), former.counters()),
                newChains,
                refilled,
                removed,
                added,
                beyond(former.chains().keySet(), wanted.chains().keySet()),
                beyond(former.counters(), wanted.counters()),
                beyond(former.sets().keySet(), wanted.sets().keySet()));
    }

    private static Map<String, Chain> changed(Map<String, Chain> former, Map<String, Chain> wanted) {
        Map<String, Chain> changed = new LinkedHashMap<>();
        if (former != wanted) {
            wanted.forEach((name, chain) -> {
                if (!chain.equals(former.get(name))) {
                    changed.put(name, chain);
                }
            });
        }
        return changed;
    }

    /** The names that others have not. */
    private static List<String> beyond(Set<String> names, Set<String> others) {
        return names == others
                ? List.of()
                : names.stream().filter(name -> !others.contains(name)).toList();
    }

    /** Whether nothing has to happen. */
    public boolean isEmpty() {
        return !hasElements() && !hasOpening() && !hasClosing();
    }

    /** Whether sets that stay get other elements. */
    public boolean hasElements() {
        return !removed.isEmpty() || !added.isEmpty();
    }

    /** Whether there is something for {@link #opening}. */
    public boolean hasOpening() {
        return !newSets.isEmpty() || !newCounters.isEmpty() || !newChains.isEmpty();
    }

    /** Whether there is something for {@link #closing}. */
    public boolean hasClosing() {
        return !goneChains.isEmpty() || !goneCounters.isEmpty() || !goneSets.isEmpty();
    }

    /** The commands that come before any element is changed. */
    public String opening() {
        return opening(newChains, refilled);
    }

    /** The same, which mark with an epoch from then on. */
    public String opening(Epoch epoch) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        chains.put(Epoch.JUDGED, epoch.judged());
        chains.putAll(newChains);
        List<String> flushed = new ArrayList<>(List.of(Epoch.JUDGED));
        flushed.addAll(refilled);
        return opening(chains, flushed);
    }

    private String opening(Map<String, Chain> chains, Collection<String> flushed) {
        TableText text = new TableText();
        each(text, "flush chain", flushed);
        text.open("table " + Table.FAMILY_AND_NAME);
        newSets.values().forEach(set -> set.write(text));
        text.counters(newCounters);
        chains.forEach((name, chain) -> chain.write(name, text));
        return text.close().toString();
    }

    /** The commands that come last: what nobody goes to any more goes. */
    public String closing() {
        TableText text = new TableText();
        each(text, "flush chain", goneChains);
        each(text, "delete chain", goneChains);
        each(text, "delete counter", goneCounters);
        each(text, "delete set", goneSets);
        return text.toString();
    }

    private static void each(TableText text, String verb, Collection<String> names) {
        names.forEach(name -> text.line(verb + " " + Table.FAMILY_AND_NAME + " " + name));
    }
}
