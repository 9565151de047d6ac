package io.ringfence.nativecalls;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * One message that the kernel sent, without its netlink header: a fixed part whose length its type says, then
 * attributes. Numbers are in the machine's order unless the subsystem says otherwise.
 */
public final class NetlinkMessage {

    /** Strips the flags "nested" and "network order" from an attribute's type. */
    private static final int ATTRIBUTE_TYPE = 0x3fff;

    private static final int ATTRIBUTE_HEADER = 4;

    private final int type;
    private final byte[] body;

    NetlinkMessage(int type, byte[] body) {
        this.type = type;
        this.body = body;
    }

    public int type() {
        return type;
    }

    /** A number of 32 bits in the fixed part, in the machine's order. */
    public int numberAt(int offset) {
        return ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()).getInt(offset);
    }

    /** The attributes behind a fixed part of so many bytes, by attribute type; the last of a repeated one. */
    public Map<Integer, byte[]> attributes(int fixedPart) {
        return attributes(body, fixedPart);
    }

    /** The attributes within an attribute. */
    public static Map<Integer, byte[]> nested(byte[] value) {
        return attributes(value, 0);
    }

    private static Map<Integer, byte[]> attributes(byte[] content, int fixedPart) {
        Map<Integer, byte[]> found = new HashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
        int at = fixedPart;
        while (at + ATTRIBUTE_HEADER <= content.length) {
            int length = Short.toUnsignedInt(bytes.getShort(at));
            if (length < ATTRIBUTE_HEADER || at + length > content.length) {
                throw new IllegalStateException("netlink attribute of " + length + " bytes at " + at);
            }
            byte[] value = new byte[length - ATTRIBUTE_HEADER];
            bytes.get(at + ATTRIBUTE_HEADER, value);
            found.put(bytes.getShort(at + 2) & ATTRIBUTE_TYPE, value);
            at += aligned(length);
        }
        return found;
    }

    static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
