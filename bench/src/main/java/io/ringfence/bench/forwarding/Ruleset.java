package io.ringfence.bench.forwarding;

import io.ringfence.nativecalls.NetworkNamespace;

/** What judges packets on a host. */
interface Ruleset {

    /** Its name in the table, such as {@code Neutron (iptables-legacy), 200 rules}. */
    String name();

    /** Whether it tracks connections, which have to be forgotten between two bursts. */
    boolean tracksConnections();

    /** Puts it in force on the host. */
    void putInForce(NetworkNamespace host);
}
