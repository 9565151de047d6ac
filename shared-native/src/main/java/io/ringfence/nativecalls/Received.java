package io.ringfence.nativecalls;

import java.nio.ByteBuffer;

/** A message of the kernel's with what its netlink header says. */
record Received(NetlinkMessage message, int flags, int sequence) {

    static final int HEADER = 16;

    private static final int TYPE_ERROR = 2;

    /** Takes the next message from what was received. */
    static Received next(ByteBuffer bytes) {
        int start = bytes.position();
        int length = bytes.getInt(start);
        if (length < HEADER || length > bytes.remaining()) {
            throw new IllegalStateException("netlink message of " + length + " bytes");
        }
        byte[] content = new byte[length - HEADER];
        bytes.get(start + HEADER, content);
        bytes.position(Math.min(bytes.limit(), start + NetlinkMessage.aligned(length)));
        return new Received(
                new NetlinkMessage(Short.toUnsignedInt(bytes.getShort(start + 4)), content),
                Short.toUnsignedInt(bytes.getShort(start + 6)),
                bytes.getInt(start + 8));
    }

    boolean isError() {
        return message.type() == TYPE_ERROR;
    }

    /** Of an error; zero where it only acknowledges. */
    int errno() {
        return -message.numberAt(0);
    }
}
