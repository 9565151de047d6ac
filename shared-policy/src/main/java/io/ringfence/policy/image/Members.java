package io.ringfence.policy.image;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/** The private addresses that the members of a group own, by family. Two images share the sets that did not change. */
public record Members(PSortedSet<IpAddress> ipv4, PSortedSet<IpAddress> ipv6) {
    /** Nobody. */
    public static final Members NONE = new Members(TreePSet.empty(), TreePSet.empty());

    /** The addresses of one family. */
    public PSortedSet<IpAddress> of(AddressFamily family) {
        return switch (family) {
            case IPV4 -> ipv4;
            case IPV6 -> ipv6;
        };
    }

    public boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    Members plus(IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> new Members(ipv4.plus(address), ipv6);
            case IPV6 -> new Members(ipv4, ipv6.plus(address));
        };
    }

    Members minus(IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> new Members(ipv4.minus(address), ipv6);
            case IPV6 -> new Members(ipv4, ipv6.minus(address));
        };
    }
}
