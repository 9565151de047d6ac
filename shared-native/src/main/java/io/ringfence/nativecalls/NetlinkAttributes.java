package io.ringfence.nativecalls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes the body of a netlink message: a fixed part, then attributes, each padded to four bytes. Of one thread. */
public final class NetlinkAttributes {

    private static final int NESTED = 0x8000;
    private static final int HEADER = 4;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private NetlinkAttributes() {}

    /** Begins with the fixed part, whose length its subsystem says. */
    public static NetlinkAttributes after(byte... fixedPart) {
        NetlinkAttributes attributes = new NetlinkAttributes();
        attributes.bytes.writeBytes(fixedPart);
        return attributes;
    }

    public NetlinkAttributes put(int type, byte[] value) {
        bytes.writeBytes(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.nativeOrder())
                .putShort((short) (HEADER + value.length))
                .putShort((short) type)
                .array());
        bytes.writeBytes(value);
        bytes.writeBytes(new byte[NetlinkMessage.aligned(value.length) - value.length]);
        return this;
    }

    /** A text with the zero behind it that the kernel wants. */
    public NetlinkAttributes put(int type, String text) {
        return put(type, (text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** A number of 32 bits in network order, which is netfilter's. */
    public NetlinkAttributes put(int type, int number) {
        return put(type, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /** Attributes within an attribute. */
    public NetlinkAttributes nest(int type, Consumer<NetlinkAttributes> content) {
        NetlinkAttributes inner = new NetlinkAttributes();
        content.accept(inner);
        return put(type | NESTED, inner.toBytes());
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
