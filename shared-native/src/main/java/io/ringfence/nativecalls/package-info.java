/** Calls into libc through JNA: network namespaces and raw sockets. */
@NullMarked
package io.ringfence.nativecalls;

import org.jspecify.annotations.NullMarked;
