/**
 * Which service answers which path: the routing table and how a request is looked up in it.
 * Pure and immutable; any thread. Used by the proxy.
 */
@NullMarked
package io.ringfence.gateway.route;

import org.jspecify.annotations.NullMarked;
