/**
 * The calls into the kernel that Java does not offer, through JNA: network namespaces and raw sockets. Only what is
 * needed is declared, and every failure carries errno in words. A namespace belongs to one thread; sockets opened there
 * may be used from any. Used by the enforcement agent and by the lab of network namespaces; knows neither.
 */
@NullMarked
package io.ringfence.nativecalls;

import org.jspecify.annotations.NullMarked;
