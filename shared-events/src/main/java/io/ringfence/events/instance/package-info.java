/**
 * Container instances and a group's membership: what can be asked of them and what can have happened to them.
 * Immutable records. Written by instance-service alone; read by everyone.
 */
@NullMarked
package io.ringfence.events.instance;

import org.jspecify.annotations.NullMarked;
