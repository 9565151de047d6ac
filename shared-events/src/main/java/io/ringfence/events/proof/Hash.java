package io.ringfence.events.proof;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.ringfence.events.value.InvalidValue;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A SHA-256: 32 bytes, held as four numbers since there may be millions; written as 64 hexadecimal digits. */
public record Hash(long first, long second, long third, long fourth) implements Comparable<Hash> {
    public static final int BYTES = 32;
    public static final int BITS = 8 * BYTES;

    /** 32 zero bytes, which is the hash of nothing known. */
    public static final Hash ZERO = new Hash(0, 0, 0, 0);

    private static final HexFormat HEX = HexFormat.of();

    /** The hash that has these 32 bytes. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidValue("must have 32 bytes, and not " + bytes.length);
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return new Hash(numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong());
    }

    /** Reads what {@link #toString} writes: 64 hexadecimal digits in lower case. */
    @JsonCreator
    public static Hash parse(String hex) {
        if (hex.length() == 2 * BYTES && hex.chars().allMatch(Hash::isDigit)) {
            return of(HEX.parseHex(hex));
        }
        throw new InvalidValue("must be 64 hexadecimal digits in lower case, and not '" + hex + "'");
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /** The SHA-256 of these bytes. */
    public static Hash sha256(byte[] bytes) {
        return new Sha256().bytes(bytes).hash();
    }

    /** A new array with the 32 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** A bit, counted from 0 = the most significant one of the first byte. */
    boolean bit(int index) {
        return (number(index / Long.SIZE) << (index % Long.SIZE)) < 0;
    }

    /** How many bits at the beginning are the same; 256 where all are. */
    int commonBits(Hash other) {
        for (int i = 0; i < BYTES / Long.BYTES; i++) {
            long different = number(i) ^ other.number(i);
            if (different != 0) {
                return i * Long.SIZE + Long.numberOfLeadingZeros(different);
            }
        }
        return BITS;
    }

    private long number(int index) {
        return switch (index) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            default -> fourth;
        };
    }

    /** In the order of the bytes, each from 0 to 255. */
    @Override
    public int compareTo(Hash other) {
        int common = commonBits(other);
        return common == BITS ? 0 : bit(common) ? 1 : -1;
    }

    @JsonValue
    @Override
    public String toString() {
        return HEX.formatHex(bytes());
    }
}
