package io.ringfence.nativecalls;

/** One message for the kernel, without its netlink header. Its bytes are not to be changed. */
public final class NetlinkRequest {
    /** {@code NLM_F_CREATE}: make what is not there. */
    public static final int CREATE = 0x400;

    /** {@code NLM_F_APPEND}: behind what is there. */
    public static final int APPEND = 0x800;

    private final int type;
    private final int flags;
    private final byte[] body;

    /**
     * Puts a request together.
     *
     * @param flags besides those that make it a request that is answered
     */
    public NetlinkRequest(int type, int flags, byte[] body) {
        this.type = type;
        this.flags = flags;
        this.body = body;
    }

    int type() {
        return type;
    }

    int flags() {
        return flags;
    }

    byte[] body() {
        return body;
    }
}
