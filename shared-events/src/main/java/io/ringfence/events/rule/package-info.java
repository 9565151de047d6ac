/**
 * Rules, rule sets and prefix lists: what can be asked of them and what can have happened to them.
 * Immutable records. Written by rule-service alone; read by everyone.
 */
@NullMarked
package io.ringfence.events.rule;

import org.jspecify.annotations.NullMarked;
