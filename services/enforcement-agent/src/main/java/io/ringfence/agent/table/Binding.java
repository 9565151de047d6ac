package io.ringfence.agent.table;

import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import java.util.Comparator;

/** An address that may send from an interface. */
public record Binding(InterfaceName interfaceName, IpAddress address) implements Comparable<Binding> {
    private static final Comparator<Binding> ORDER =
            Comparator.comparing(Binding::interfaceName).thenComparing(Binding::address);

    @Override
    public int compareTo(Binding other) {
        return ORDER.compare(this, other);
    }
}
