package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address as a number of 32 or 128 bits: {@code high} holds the upper 64 bits (0 for IPv4).
 *
 * <p>Its text is canonical: dotted quad, or RFC 5952.
 */
public record IpAddress(AddressFamily family, long high, long low) implements Comparable<IpAddress> {
    private static final long IPV4_MASK = 0xffff_ffffL;

    /** Refuses an IPv4 address of more than 32 bits. */
    public IpAddress {
        if (family == AddressFamily.IPV4 && (high != 0 || (low & ~IPV4_MASK) != 0)) {
            throw new InvalidValue("is not an IPv4 address: more than 32 bits");
        }
    }

    /**
     * Reads a dotted quad or an IPv6 address as RFC 4291, section 2.2 writes it, in forms 1 and 2. Strict, as a wrong
     * reading opens a port: no leading zeros in a quad, no zone, no spaces, no IPv4 address inside an IPv6 one.
     */
    @JsonCreator
    public static IpAddress parse(String text) {
        return AddressText.parse(text);
    }

    /** The address whose 4 or 16 bytes these are, in network order. */
    public static IpAddress of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (bytes.length) {
            case 4 -> new IpAddress(AddressFamily.IPV4, 0, buffer.getInt() & IPV4_MASK);
            case 16 -> new IpAddress(AddressFamily.IPV6, buffer.getLong(), buffer.getLong());
            default -> throw new InvalidValue("an address has 4 or 16 bytes, and not " + bytes.length);
        };
    }

    /** The 4 or 16 bytes of the address, in network order. */
    public byte[] bytes() {
        return family == AddressFamily.IPV4
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** This address with all but its first {@code prefixLength} bits set to zero. */
    IpAddress masked(int prefixLength) {
        if (family == AddressFamily.IPV4) {
            return new IpAddress(family, 0, low & upperBits(prefixLength + 32) & IPV4_MASK);
        }
        return new IpAddress(family, high & upperBits(prefixLength), low & upperBits(prefixLength - 64));
    }

    private static long upperBits(int count) {
        if (count <= 0) {
            return 0;
        }
        return count >= 64 ? -1L : -1L << (64 - count);
    }

    /** Whether one machine can own the address: not unspecified, loopback, link-local, multicast or broadcast. */
    public boolean isUnicast() {
        if (family == AddressFamily.IPV4) {
            long first = low >>> 24;
            boolean linkLocal = low >>> 16 == 0xa9feL;
            return first != 0 && first != 127 && first < 224 && !linkLocal;
        }
        boolean unspecifiedOrLoopback = high == 0 && (low == 0 || low == 1);
        boolean linkLocal = high >>> 54 == 0xfe80L >>> 6;
        boolean multicast = high >>> 56 == 0xffL;
        return !unspecifiedOrLoopback && !linkLocal && !multicast;
    }

    /** IPv4 before IPv6, then by number, unsigned. */
    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @JsonValue
    @Override
    public String toString() {
        return AddressText.format(this);
    }
}
