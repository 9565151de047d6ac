package io.ringfence.lab;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NativeFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sends IPv4 packets on a machine's interface just as they are, in broadcast frames: for what the kernel would complete
 * or refuse, such as a DHCP client's packet from 0.0.0.0.
 */
final class LinkSocket implements AutoCloseable {

    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM = 2;
    private static final short ETH_P_IP = 0x0800;
    private static final byte MAC_BYTES = 6;

    private final int descriptor;
    private final byte[] address;

    private LinkSocket(int descriptor, byte[] address) {
        this.descriptor = descriptor;
        this.address = address;
    }

    /** Opens one on the interface of a guest; to be called on a thread inside the namespace. */
    static LinkSocket open() {
        int descriptor = Libc.INSTANCE.socket(AF_PACKET, SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        if (descriptor < 0) {
            throw NativeFailure.last("packet socket");
        }
        return new LinkSocket(descriptor, broadcast(Calls.C.if_nametoindex(LabCommands.INSIDE)));
    }

    void send(byte[] packet) {
        long sent = Calls.C
                .sendto(descriptor, packet, new NativeLong(packet.length), 0, address, address.length)
                .longValue();
        if (sent < 0) {
            throw NativeFailure.last("send on the link");
        }
    }

    @Override
    public void close() {
        Libc.INSTANCE.close(descriptor);
    }

    /** {@code sockaddr_ll} of packet(7): the protocol in network order, the rest in the machine's. */
    private static byte[] broadcast(int interfaceIndex) {
        ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        bytes.putShort((short) AF_PACKET);
        bytes.order(ByteOrder.BIG_ENDIAN).putShort(ETH_P_IP).order(ByteOrder.nativeOrder());
        bytes.putInt(interfaceIndex).putShort((short) 0).put((byte) 0).put(MAC_BYTES);
        for (int i = 0; i < MAC_BYTES; i++) {
            bytes.put((byte) 0xff);
        }
        return bytes.array();
    }

    /** The calls that only this needs. */
    interface Calls extends Library {

        Calls C = Native.load("c", Calls.class);

        int if_nametoindex(String name);

        NativeLong sendto(
                int descriptor, byte[] bytes, NativeLong length, int flags, byte[] address, int addressLength);
    }
}
