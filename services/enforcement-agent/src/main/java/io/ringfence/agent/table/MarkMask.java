package io.ringfence.agent.table;

/**
 * The bits of a connection's mark that are ours; the others belong to whoever uses them, and stay as they are. Zero in
 * our bits is a connection that was not judged yet, all ones one that was denied, and what is between an epoch.
 */
public record MarkMask(int bits) {
    /** The upper eight bits, which leaves room for 254 epochs. */
    public static final MarkMask DEFAULT = new MarkMask(0xff00_0000);

    private static final int FEWEST = 3;

    /** Refuses a mask of fewer than 3 bits, or of bits with others between them. */
    public MarkMask {
        int shifted = bits >>> Integer.numberOfTrailingZeros(bits);
        boolean together = (shifted & (shifted + 1)) == 0;
        if (Integer.bitCount(bits) < FEWEST || !together) {
            throw new IllegalArgumentException("conntrack mark mask: three or more bits that follow one another,"
                    + " such as 0xff000000, and not 0x" + Integer.toHexString(bits));
        }
    }

    /** Reads a mask such as {@code 0xff000000}. */
    public static MarkMask parse(String text) {
        try {
            long bits = Long.decode(text.strip());
            if (bits == (bits & 0xffff_ffffL)) {
                return new MarkMask((int) bits);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("conntrack mark mask: not a number: " + text, notANumber);
        }
        throw new IllegalArgumentException("conntrack mark mask: more than 32 bits: " + text);
    }

    /** The mark of connections that were denied. */
    public int dead() {
        return bits;
    }

    /** The greatest number of an epoch; the smallest is 1. */
    public int lastEpoch() {
        return (bits >>> Integer.numberOfTrailingZeros(bits)) - 1;
    }

    /** The mark of connections that were accepted in an epoch. */
    public int mark(int epoch) {
        return epoch << Integer.numberOfTrailingZeros(bits);
    }

    /** What a connection's mark says in our bits. */
    public int epoch(int mark) {
        return (mark & bits) >>> Integer.numberOfTrailingZeros(bits);
    }

    /** Matches connections with the mark, in the words of nft. */
    public String carries(int mark) {
        return carries(hex(mark));
    }

    /** The same for any mark of a set, which is named as {@code @set}. */
    public String carries(String what) {
        return "ct mark and " + hex(bits) + " == " + what;
    }

    /** Gives a connection the mark, in the words of nft. */
    public String set(int mark) {
        return "ct mark set ct mark and " + hex(~bits) + " or " + hex(mark);
    }

    static String hex(int number) {
        return String.format("0x%08x", number);
    }
}
