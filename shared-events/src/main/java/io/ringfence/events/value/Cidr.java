package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A block of addresses of one family, always canonical: bits past the prefix are zero, so that 10.1.2.3/16 and
 * 10.1.0.0/16 are one value.
 */
public record Cidr(IpAddress network, int prefixLength) {
    /** All of IPv4, and no IPv6. */
    public static final Cidr ANY_IPV4 = parse("0.0.0.0/0");

    /** All of IPv6, and no IPv4. */
    public static final Cidr ANY_IPV6 = parse("::/0");

    /** Refuses a prefix length outside 0..32 or 0..128, and sets the bits past it to zero. */
    public Cidr {
        if (prefixLength < 0 || prefixLength > network.family().bits()) {
            throw new InvalidValue("the prefix length of " + network + " must be 0 to "
                    + network.family().bits() + ", and not " + prefixLength);
        }
        network = network.masked(prefixLength);
    }

    /** Reads {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is one of length 32 or 128. */
    @JsonCreator
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return of(IpAddress.parse(text));
        }
        return new Cidr(IpAddress.parse(text.substring(0, slash)), prefixLength(text.substring(slash + 1), text));
    }

    /** The block of this address alone. */
    public static Cidr of(IpAddress address) {
        return new Cidr(address, address.family().bits());
    }

    private static int prefixLength(String digits, String text) {
        boolean plain = Form.isNumber(digits, 3) && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!plain) {
            throw new InvalidValue("must be a CIDR, such as 10.0.0.0/8, and not '" + text + "'");
        }
        return Integer.parseInt(digits);
    }

    /** The family of every address in the block. */
    public AddressFamily family() {
        return network.family();
    }

    /** Whether the address is in the block; never across families. */
    public boolean contains(IpAddress address) {
        return address.family() == family() && address.masked(prefixLength).equals(network);
    }

    @JsonValue
    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
