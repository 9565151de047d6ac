package io.ringfence.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.ringfence.nativecalls.NetworkNamespace;

/** libnftables in this process, in one network namespace, with nothing around it. Not for several threads at a time. */
public final class NftContext implements AutoCloseable {
    private final Functions library;
    private final NetworkNamespace namespace;
    private final Pointer context;

    /** The functions of {@code libnftables(3)} that are used. */
    interface Functions extends Library {
        Pointer nft_ctx_new(int flags);

        void nft_ctx_free(Pointer context);

        int nft_ctx_buffer_error(Pointer context);

        int nft_run_cmd_from_buffer(Pointer context, String commands);

        String nft_ctx_get_error_buffer(Pointer context);
    }

    /** Fails with words where the machine has no libnftables. */
    public NftContext(NetworkNamespace namespace) {
        this.namespace = namespace;
        try {
            this.library = Native.load("nftables", Functions.class);
        } catch (UnsatisfiedLinkError missing) {
            throw new BenchFailure("there is no libnftables: install the package nftables", missing);
        }
        this.context = namespace.call(() -> library.nft_ctx_new(0));
        library.nft_ctx_buffer_error(context);
    }

    /** Carries the commands out in one transaction; answers the nanoseconds that it took. */
    public long run(String commands) {
        return namespace.call(() -> {
            long begun = System.nanoTime();
            if (library.nft_run_cmd_from_buffer(context, commands) != 0) {
                throw new BenchFailure("nft refused: " + library.nft_ctx_get_error_buffer(context));
            }
            return System.nanoTime() - begun;
        });
    }

    @Override
    public void close() {
        namespace.run(() -> library.nft_ctx_free(context));
    }
}
