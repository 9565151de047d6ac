package io.ringfence.agent.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes a change as a kernel would, one part after the other, and holds what comes of it against what was wanted. */
public final class ChangeCheck {
    private ChangeCheck() {}

    /** Fails unless the change turns the former table into the wanted one. */
    public static void comesToWhatIsWanted(Table former, TableChange change) {
        Map<String, Chain> chains = new HashMap<>(former.chains());
        Map<String, Set<String>> sets = elements(former);
        Set<String> counters = new HashSet<>(former.counters());
        change.newCounters().forEach(name -> require(counters.add(name), name + " was there"));
        chains.putAll(change.newChains());
        change.newSets().forEach((name, set) -> require(sets.put(name, elements(set)) == null, name + " was there"));
        change.removed()
                .forEach(element -> require(at(sets, element).remove(text(element)), "not there: " + text(element)));
        change.added()
                .forEach(element -> require(at(sets, element).add(text(element)), "there already: " + text(element)));
        change.goneChains().forEach(name -> require(chains.remove(name) != null, "no chain " + name));
        change.goneSets().forEach(name -> require(sets.remove(name) != null, "no set " + name));
        change.goneCounters().forEach(name -> require(counters.remove(name), "no counter " + name));
        require(counters.equals(change.wanted().counters()), "other counters");
        require(chains.equals(change.wanted().chains()), "other chains");
        require(sets.equals(elements(change.wanted())), "other elements");
    }

    private static Map<String, Set<String>> elements(Table table) {
        Map<String, Set<String>> elements = new HashMap<>();
        table.sets().forEach((name, set) -> elements.put(name, elements(set)));
        return elements;
    }

    private static <T extends Comparable<? super T>> Set<String> elements(ElementSet<T> set) {
        Set<String> elements = new HashSet<>();
        ElementType<T> type = set.type();
        set.elements().forEach(each -> elements.add(text(new Element(set.name(), type.key(each), type.chain(each)))));
        return elements;
    }

    private static Set<String> at(Map<String, Set<String>> sets, Element element) {
        return Objects.requireNonNull(sets.get(element.set()), element.set());
    }

    private static String text(Element element) {
        return HexFormat.of().formatHex(element.key()) + " " + element.chain();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
