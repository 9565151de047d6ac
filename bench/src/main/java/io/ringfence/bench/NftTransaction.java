package io.ringfence.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.ringfence.nativecalls.NetworkNamespace;

/**
 * A floor of enforcement: replacing the one rule of a table of its own by libnftables in this process, as fast as it can
 * be. The table stands in a namespace whose packets nobody judges by it, as its chain is not hooked.
 */
final class NftTransaction {
    private static final String REPLACE =
            "flush chain inet bench floor; add rule inet bench floor udp dport 8443 accept";

    private final Functions library;
    private final NetworkNamespace namespace;
    private final Pointer context;

    /** The functions of {@code libnftables(3)} that are used. */
    interface Functions extends Library {
        Pointer nft_ctx_new(int flags);

        int nft_ctx_buffer_error(Pointer context);

        int nft_run_cmd_from_buffer(Pointer context, String commands);

        String nft_ctx_get_error_buffer(Pointer context);
    }

    NftTransaction(NetworkNamespace namespace) {
        this.namespace = namespace;
        this.library = Native.load("nftables", Functions.class);
        this.context = namespace.call(() -> library.nft_ctx_new(0));
        library.nft_ctx_buffer_error(context);
        run("add table inet bench; add chain inet bench floor");
    }

    /** Carries it out; answers the nanoseconds that it took. */
    long timed() {
        return run(REPLACE);
    }

    private long run(String commands) {
        return namespace.call(() -> {
            long begun = System.nanoTime();
            if (library.nft_run_cmd_from_buffer(context, commands) != 0) {
                throw new BenchFailure("nft refused: " + library.nft_ctx_get_error_buffer(context));
            }
            return System.nanoTime() - begun;
        });
    }
}
