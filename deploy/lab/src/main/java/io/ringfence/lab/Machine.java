package io.ringfence.lab;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * One network namespace of a lab.
 *
 * @param namespace its name below {@code /run/netns}
 * @param host the name of the host it hangs on; a host's own name
 * @param hostInterface the host's end of its veth pair, guarded by an agent if it begins with {@code sg}; empty for a
 *     host
 * @param addresses its own, at least one of each family
 * @param blocks further ranges that it answers for as its own
 */
public record Machine(
        String name,
        Role role,
        String namespace,
        String host,
        String hostInterface,
        List<InetAddress> addresses,
        List<Block> blocks) {

    /** What a machine is for the policy: a router that an agent guards, a container instance on it, or neither. */
    public enum Role {
        HOST,
        INSTANCE,
        OUTSIDE
    }

    /** Its first IPv4 address. */
    public InetAddress ipv4() {
        return first(Inet4Address.class);
    }

    /** Its first IPv6 address. */
    public InetAddress ipv6() {
        return first(Inet6Address.class);
    }

    /** Its first address of the given one's family: where that address can be answered from. */
    public InetAddress sameFamilyAs(InetAddress other) {
        return other instanceof Inet4Address ? ipv4() : ipv6();
    }

    private InetAddress first(Class<? extends InetAddress> family) {
        return addresses.stream().filter(family::isInstance).findFirst().orElseThrow();
    }
}
