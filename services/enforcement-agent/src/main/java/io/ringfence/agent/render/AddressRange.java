package io.ringfence.agent.render;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.IpAddress;
import java.math.BigInteger;

/** Addresses of one family that follow one another, as numbers, both ends included. */
record AddressRange(AddressFamily family, BigInteger from, BigInteger to) {
    static AddressRange of(Cidr block) {
        BigInteger from = new BigInteger(1, block.network().bytes());
        int free = block.family().bits() - block.prefixLength();
        return new AddressRange(
                block.family(), from, from.add(BigInteger.TWO.pow(free)).subtract(BigInteger.ONE));
    }

    static BigInteger last(AddressFamily family) {
        return BigInteger.TWO.pow(family.bits()).subtract(BigInteger.ONE);
    }

    boolean isEverything() {
        return from.signum() == 0 && to.equals(last(family));
    }

    /** In the words of nft: an address, a block where it is one, or two addresses. */
    String text() {
        if (from.equals(to)) {
            return address(from).toString();
        }
        BigInteger size = to.subtract(from).add(BigInteger.ONE);
        boolean block = size.bitCount() == 1 && from.mod(size).signum() == 0;
        return block
                ? address(from) + "/" + (family.bits() - size.getLowestSetBit())
                : address(from) + "-" + address(to);
    }

    private IpAddress address(BigInteger number) {
        int length = family.bits() / Byte.SIZE;
        byte[] digits = number.toByteArray();
        byte[] bytes = new byte[length];
        int kept = Math.min(digits.length, length);
        System.arraycopy(digits, digits.length - kept, bytes, length - kept, kept);
        return IpAddress.of(bytes);
    }
}
