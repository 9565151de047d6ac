package io.ringfence.nativecalls;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * The few calls into the C library that Java does not offer. Every method answers as the C function does: -1 means
 * failure, and {@link Native#getLastError()} on the same thread is its errno. Callers turn that into {@link
 * NativeFailure#last}, so that nobody goes on after a failed call.
 */
public interface Libc extends Library {

    Libc INSTANCE = Native.load("c", Libc.class);

    /** {@code <fcntl.h>} on Linux. */
    int O_RDONLY = 0;

    int O_CLOEXEC = 0x80000;

    /** {@code <sched.h>}: the kind of namespace that {@link #setns} may enter. */
    int CLONE_NEWNET = 0x40000000;

    int AF_NETLINK = 16;
    int SOCK_RAW = 3;
    int SOCK_CLOEXEC = 0x80000;
    int SOL_SOCKET = 1;
    int SO_RCVTIMEO = 20;
    int SO_RCVBUFFORCE = 33;
    int MSG_DONTWAIT = 0x40;

    /** {@code <linux/netlink.h>}. */
    int SOL_NETLINK = 270;

    int NETLINK_ADD_MEMBERSHIP = 1;

    int open(String path, int flags);

    int close(int descriptor);

    int setns(int descriptor, int namespaceKind);

    int geteuid();

    int socket(int domain, int type, int protocol);

    int bind(int descriptor, byte[] address, int addressLength);

    int setsockopt(int descriptor, int level, int option, byte[] value, int valueLength);

    NativeLong send(int descriptor, byte[] bytes, NativeLong length, int flags);

    NativeLong recv(int descriptor, byte[] bytes, NativeLong length, int flags);

    String strerror(int errno);
}
