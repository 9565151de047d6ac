package io.ringfence.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on the loopback address. They are taken below Linux's ephemeral range, so that no outgoing connection can
 * take one between its being found free and its server's binding it.
 */
public final class LoopbackPort {
    private static final int LOWEST = 20_000;
    private static final int BEYOND_HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private LoopbackPort() {}

    /** A random port of 20000..31999 that nothing is listening on now. */
    public static int findFree() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port in " + ATTEMPTS + " attempts");
    }

    /** Throws a {@link BindException} that names the port and who wanted it, unless a server could bind it now. */
    static void requireFree(int port, String wantedBy) throws BindException {
        if (!isFree(port)) {
            throw new BindException("port " + port + ", wanted by " + wantedBy + ", is taken by another program");
        }
    }

    /** Whether a server could bind the port on the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
