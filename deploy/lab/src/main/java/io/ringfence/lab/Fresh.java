package io.ringfence.lab;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers that make each probe a connection of its own: none comes twice within tens of thousands, whereas the kernel's
 * random ones would now and then fall into a connection that the packet filter still remembers.
 */
final class Fresh {

    private static final int LOWEST_PORT = 20_000;
    private static final int PORTS = 40_000;
    private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(PORTS));

    private Fresh() {}

    /** A source port for TCP or UDP, 20000..59999. */
    static int port() {
        return LOWEST_PORT + Math.floorMod(NEXT.getAndIncrement(), PORTS);
    }

    /** An identifier for ICMP echo, 16 bits. */
    static int identifier() {
        return NEXT.getAndIncrement() & 0xffff;
    }
}
