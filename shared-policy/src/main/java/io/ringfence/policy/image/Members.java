package io.ringfence.policy.image;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import java.util.List;

/** The private addresses that the members of a group own, by family. Two images share the sets that did not change. */
public record Members(AddressSet ipv4, AddressSet ipv6) {
    /** Nobody. */
    public static final Members NONE = new Members(AddressSet.NONE, AddressSet.NONE);

    static Members of(List<IpAddress> addresses) {
        return new Members(of(addresses, AddressFamily.IPV4), of(addresses, AddressFamily.IPV6));
    }

    private static AddressSet of(List<IpAddress> addresses, AddressFamily family) {
        return AddressSet.of(
                addresses.stream().filter(address -> address.family() == family).toList());
    }

    /** The addresses of one family. */
    public AddressSet of(AddressFamily family) {
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
