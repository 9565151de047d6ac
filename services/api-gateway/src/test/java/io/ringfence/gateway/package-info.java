/**
 * The gateway in front of small real HTTP servers, asked over real connections.
 * Tests run one after another; each says what the servers answer and forgets it afterwards.
 */
@NullMarked
package io.ringfence.gateway;

import org.jspecify.annotations.NullMarked;
