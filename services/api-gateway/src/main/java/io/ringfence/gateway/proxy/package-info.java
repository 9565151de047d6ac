/**
 * Hands requests on to services and their answers back, chunk by chunk.
 * Everything runs on the event loop of the client's connection; nothing may block.
 * Wired by {@code Door}; knows HTTP and the routing table, and no body's meaning.
 */
@NullMarked
package io.ringfence.gateway.proxy;

import org.jspecify.annotations.NullMarked;
