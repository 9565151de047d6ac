package io.ringfence.agent.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The table {@code inet ringfence}, but for the epoch that it is put in force with. Maps keep the order in which they are
 * written, which is of no meaning to the kernel.
 *
 * @param counters the names that statements count under; they go on counting while chains come and go
 * @param chains first those that the kernel calls and all that they go to but for the groups'; of the others each stands
 *     behind those that it goes to
 */
public record Table(Map<String, ElementSet<?>> sets, Set<String> counters, Map<String, Chain> chains) {
    public static final String NAME = "ringfence";
    public static final String FAMILY_AND_NAME = "inet " + NAME;

    /** Its parts, and how those that are not all alike are declared: a set by its type, a chain by its hook. */
    public Map<Part, String> layout() {
        Map<Part, String> layout = new LinkedHashMap<>();
        layout.put(new Part("set", Epoch.LIVE), "type " + Epoch.LIVE_TYPE);
        sets.values().forEach(set -> layout.put(set.part(), set.declaration()));
        counters.forEach(name -> layout.put(new Part("counter", name), ""));
        layout.put(new Part("chain", Epoch.JUDGED), "");
        chains.forEach(
                (name, chain) -> layout.put(new Part("chain", name), Objects.requireNonNullElse(chain.hook(), "")));
        return layout;
    }

    /** The whole table, which begins the epoch. */
    public String text(Epoch epoch) {
        TableText text = new TableText().open("table " + FAMILY_AND_NAME);
        epoch.writeLive(text);
        sets.values().forEach(set -> set.write(text));
        text.counters(counters);
        epoch.judged().write(Epoch.JUDGED, text);
        chains.forEach((name, chain) -> chain.write(name, text));
        return text.close().toString();
    }

    /**
     * The same in parts for where there is no table yet, as a transaction that is very large costs the kernel more than its
     * share. The first part closes what is guarded, the last one lets packets into the chains.
     *
     * @param atOnce the most chains that a part may have, besides those that the kernel calls and what they go to
     */
    public List<String> parts(Epoch epoch, int atOnce) {
        return chains.size() <= atOnce ? List.of(text(epoch)) : new TableParts(this).texts(epoch, atOnce);
    }
}
