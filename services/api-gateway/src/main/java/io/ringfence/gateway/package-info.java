/**
 * The one door in front of the services: an explicit routing table, a streaming proxy, one answer about everyone's
 * health, one OpenAPI document. Holds no state but connections and a cached document.
 * Runs on Vert.x event loops: nothing here may block.
 * Called by clients alone; calls the services over HTTP and nothing else.
 */
@NullMarked
package io.ringfence.gateway;

import org.jspecify.annotations.NullMarked;
