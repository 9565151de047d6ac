package io.ringfence.lab;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The bytes by which a probe knows its own packets again, wherever in a packet they stand: eight random ones for the
 * probe, then the packet's number.
 */
final class Marker {

    static final int LENGTH = Long.BYTES + Integer.BYTES;

    /** No packet of this probe. */
    static final int NONE = -1;

    private final long nonce = new SecureRandom().nextLong();

    byte[] bytes(int number) {
        return ByteBuffer.allocate(LENGTH).putLong(nonce).putInt(number).array();
    }

    /** The number of the packet whose marker is among the first {@code length} bytes, or {@link #NONE}. */
    int find(byte[] packet, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(packet, 0, length);
        for (int at = 0; at + LENGTH <= length; at++) {
            if (bytes.getLong(at) == nonce) {
                return bytes.getInt(at + Long.BYTES);
            }
        }
        return NONE;
    }
}
