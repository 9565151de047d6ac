package io.ringfence.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses by its network and prefix length in bits, as {@code ip} writes it: {@code 198.18.1.0/24}. */
public record Block(InetAddress network, int prefixLength) {

    /** The range that holds this one address. */
    static Block of(InetAddress address) {
        return new Block(address, address.getAddress().length * 8);
    }

    /** An IPv4 range by the bytes of its network. */
    static Block ipv4(int prefixLength, int a, int b, int c) {
        return new Block(address(new byte[] {(byte) a, (byte) b, (byte) c, 0}), prefixLength);
    }

    /** An IPv6 /64 by the first three of its 16-bit groups; the others are 0. */
    static Block ipv6(int a, int b, int c) {
        byte[] bytes = new byte[16];
        int[] groups = {a, b, c};
        for (int i = 0; i < groups.length; i++) {
            bytes[2 * i] = (byte) (groups[i] >> 8);
            bytes[2 * i + 1] = (byte) groups[i];
        }
        return new Block(address(bytes), 64);
    }

    /** The address with this number in the last byte; {@code number} is 0..255. */
    public InetAddress at(int number) {
        byte[] bytes = network.getAddress();
        bytes[bytes.length - 1] = (byte) number;
        return address(bytes);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
