package io.ringfence.agent.link;

import java.util.Map;
import java.util.Optional;

/**
 * The interfaces of one network namespace at one moment.
 *
 * @param masters each interface's name with its master's name; empty for an interface without one
 */
public record Links(Map<String, Optional<String>> masters) {

    public static final Links NONE = new Links(Map.of());

    public Links {
        masters = Map.copyOf(masters);
    }

    public boolean exists(String interfaceName) {
        return masters.containsKey(interfaceName);
    }

    /** The bridge, bond or routing domain that the interface belongs to; empty also when the interface is missing. */
    public Optional<String> masterOf(String interfaceName) {
        return masters.getOrDefault(interfaceName, Optional.empty());
    }
}
