package io.ringfence.agent.link;

import java.util.Map;
import java.util.Optional;

/**
 * The interfaces of one network namespace at one moment.
 *
 * @param masters each interface's name with its master's name; empty for an interface without one
 * @param known false where nobody looked; then nothing is said against any interface
 */
public record Links(Map<String, Optional<String>> masters, boolean known) {

    public static final Links UNKNOWN = new Links(Map.of(), false);

    public Links {
        masters = Map.copyOf(masters);
    }

    static Links of(Map<String, Optional<String>> masters) {
        return new Links(masters, true);
    }

    public boolean isMissing(String interfaceName) {
        return known && !masters.containsKey(interfaceName);
    }

    /** The bridge, bond or routing domain that the interface belongs to; empty also when the interface is missing. */
    public Optional<String> masterOf(String interfaceName) {
        return masters.getOrDefault(interfaceName, Optional.empty());
    }
}
