/**
 * Values that parse once, at the edge: past it nobody handles an address, a port range or an id as text.
 * Immutable; every constructor refuses what cannot be. Anyone may call it.
 * A refusal is an {@link io.ringfence.events.value.InvalidValue}, whose reader adds the parameter's full name.
 */
@NullMarked
package io.ringfence.events.value;

import org.jspecify.annotations.NullMarked;
