package io.ringfence.nativecalls;

import com.sun.jna.Native;

/** A call into the C library or the kernel that failed, with the kernel's own words for it. */
public final class NativeFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    private NativeFailure(String what, int errno) {
        super(what + ": " + Libc.INSTANCE.strerror(errno) + " (errno " + errno + ")");
        this.errno = errno;
    }

    /** The failure of the call that this thread made last; to be asked for before any other native call. */
    public static NativeFailure last(String what) {
        return new NativeFailure(what, Native.getLastError());
    }

    /** A failure that the kernel reported in a message, where {@code errno} is positive. */
    public static NativeFailure of(String what, int errno) {
        return new NativeFailure(what, errno);
    }

    public int errno() {
        return errno;
    }
}
