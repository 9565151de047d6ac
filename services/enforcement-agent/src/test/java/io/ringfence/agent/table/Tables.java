package io.ringfence.agent.table;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Small tables. */
public final class Tables {
    private Tables() {}

    /** A table of one chain. */
    public static Table of(String chain, String... statements) {
        return new Table(Map.of(), Set.of(), Map.of(chain, Chain.of(List.of(statements))));
    }

    /** The table with another chain, or with the chain saying something else. */
    public static Table with(Table table, String chain, String... statements) {
        Map<String, Chain> chains = new LinkedHashMap<>(table.chains());
        chains.put(chain, Chain.of(List.of(statements)));
        return new Table(table.sets(), table.counters(), chains);
    }

    /** The table without one of its chains. */
    public static Table without(Table table, String chain) {
        Map<String, Chain> chains = new LinkedHashMap<>(table.chains());
        chains.remove(chain);
        return new Table(table.sets(), table.counters(), chains);
    }

    /** The table with these counters and no others. */
    public static Table counting(Table table, String... counters) {
        return new Table(table.sets(), new TreeSet<>(List.of(counters)), table.chains());
    }

    /** The table with a set of addresses of IPv4. */
    public static Table withMembers(Table table, String name, String... addresses) {
        TreeSet<IpAddress> members = new TreeSet<>();
        Arrays.stream(addresses).map(IpAddress::parse).forEach(members::add);
        return with(table, new ElementSet<>(name, ElementType.address(AddressFamily.IPV4), members));
    }

    /** The table with a set or map. */
    public static Table with(Table table, ElementSet<?> set) {
        Map<String, ElementSet<?>> sets = new LinkedHashMap<>(table.sets());
        sets.put(set.name(), set);
        return new Table(sets, table.counters(), table.chains());
    }
}
