/** The contract: events, commands, values and their wire form. */
@NullMarked
package io.ringfence.events;

import org.jspecify.annotations.NullMarked;
