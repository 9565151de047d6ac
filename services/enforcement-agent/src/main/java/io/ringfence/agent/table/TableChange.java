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
 * @param newChains chains that were not there or say something else now
 * @param refilled those among them that were there
 * @param removed elements to be taken from sets that stay; before any is added, as a map has a key but once
 * @param added elements for sets that were there
 */
public record TableChange(
        Table wanted,
        Map<String, ElementSet<?>> newSets,
        Map<String, Chain> newChains,
        List<String> refilled,
        List<Element> removed,
        List<Element> added,
        List<String> goneChains,
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
                newChains,
                refilled,
                removed,
                added,
                gone(former.chains(), wanted.chains()),
                gone(former.sets(), wanted.sets()));
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

    private static List<String> gone(Map<String, ?> former, Map<String, ?> wanted) {
        return former == wanted
                ? List.of()
                : former.keySet().stream()
                        .filter(name -> !wanted.containsKey(name))
                        .toList();
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
        return !newSets.isEmpty() || !newChains.isEmpty();
    }

    /** Whether there is something for {@link #closing}. */
    public boolean hasClosing() {
        return !goneChains.isEmpty() || !goneSets.isEmpty();
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
        flushed.forEach(chain -> text.line("flush chain " + Table.FAMILY_AND_NAME + " " + chain));
        text.open("table " + Table.FAMILY_AND_NAME);
        newSets.values().forEach(set -> set.write(text));
        chains.forEach((name, chain) -> chain.write(name, text));
        return text.close().toString();
    }

    /** The commands that come last: what nobody goes to any more goes. */
    public String closing() {
        TableText text = new TableText();
        goneChains.forEach(chain -> text.line("flush chain " + Table.FAMILY_AND_NAME + " " + chain));
        goneChains.forEach(chain -> text.line("delete chain " + Table.FAMILY_AND_NAME + " " + chain));
        goneSets.forEach(set -> text.line("delete set " + Table.FAMILY_AND_NAME + " " + set));
        return text.toString();
    }
}
