package io.ringfence.agent.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Cuts a table into the parts of {@link Table#parts}. */
record TableParts(Table table) {

    List<String> texts(Epoch epoch, int atOnce) {
        List<Entry<String, Chain>> chains = List.copyOf(table.chains().entrySet());
        int closing = behindLastHook(chains);
        List<String> texts = new ArrayList<>();
        texts.add(new Table(withoutVerdicts(), table.counters(), chains(chains.subList(0, closing))).text(epoch));
        for (int from = closing; from < chains.size(); from += atOnce) {
            TableText text = new TableText().open("table " + Table.FAMILY_AND_NAME);
            chains(chains.subList(from, Math.min(chains.size(), from + atOnce)))
                    .forEach((name, chain) -> chain.write(name, text));
            texts.add(text.close().toString());
        }
        TableText opening = new TableText().open("table " + Table.FAMILY_AND_NAME);
        table.sets().values().stream().filter(ElementSet::isMap).forEach(set -> set.write(opening));
        texts.add(opening.close().toString());
        return texts;
    }

    private Map<String, ElementSet<?>> withoutVerdicts() {
        Map<String, ElementSet<?>> sets = new LinkedHashMap<>();
        table.sets().forEach((name, set) -> sets.put(name, set.isMap() ? set.emptied() : set));
        return sets;
    }

    private static int behindLastHook(List<Entry<String, Chain>> chains) {
        int behind = 0;
        for (int at = 0; at < chains.size(); at++) {
            behind = chains.get(at).getValue().hook() == null ? behind : at + 1;
        }
        return behind;
    }

    private static Map<String, Chain> chains(List<Entry<String, Chain>> some) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        some.forEach(chain -> chains.put(chain.getKey(), chain.getValue()));
        return chains;
    }
}
