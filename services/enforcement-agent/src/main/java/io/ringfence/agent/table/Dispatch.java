package io.ringfence.agent.table;

import io.ringfence.events.value.InterfaceName;
import java.util.Comparator;

/** The chain that judges what passes an interface. */
public record Dispatch(InterfaceName interfaceName, String chain) implements Comparable<Dispatch> {
    private static final Comparator<Dispatch> ORDER =
            Comparator.comparing(Dispatch::interfaceName).thenComparing(Dispatch::chain);

    @Override
    public int compareTo(Dispatch other) {
        return ORDER.compare(this, other);
    }
}
