package io.ringfence.bench;

import io.ringfence.nativecalls.NetworkNamespace;

/**
 * A floor of enforcement: replacing the one rule of a table of its own by libnftables in this process, as fast as it can
 * be. The table stands in a namespace whose packets nobody judges by it, as its chain is not hooked.
 */
final class NftTransaction {
    private static final String REPLACE =
            "flush chain inet bench floor; add rule inet bench floor udp dport 8443 accept";

    private final NftContext nft;

    NftTransaction(NetworkNamespace namespace) {
        this.nft = new NftContext(namespace);
        nft.run("add table inet bench; add chain inet bench floor");
    }

    /** Carries it out; answers the nanoseconds that it took. */
    long timed() {
        return nft.run(REPLACE);
    }
}
