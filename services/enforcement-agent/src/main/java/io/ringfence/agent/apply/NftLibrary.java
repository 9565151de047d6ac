package io.ringfence.agent.apply;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/** The functions of {@code libnftables(3)} that are used. */
interface NftLibrary extends Library {

    /** {@code NFT_CTX_OUTPUT_STATELESS}: no counters in a listing. */
    int OUTPUT_STATELESS = 1 << 2;

    Pointer nft_ctx_new(int flags);

    void nft_ctx_free(Pointer context);

    int nft_ctx_buffer_output(Pointer context);

    int nft_ctx_buffer_error(Pointer context);

    void nft_ctx_output_set_flags(Pointer context, int flags);

    void nft_ctx_set_dry_run(Pointer context, boolean dry);

    int nft_run_cmd_from_buffer(Pointer context, String commands);

    String nft_ctx_get_output_buffer(Pointer context);

    String nft_ctx_get_error_buffer(Pointer context);
}
