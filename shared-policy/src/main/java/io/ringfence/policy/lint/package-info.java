/**
 * What is wrong with a group's rules: sentences that a person can act on. Pure functions of an image and of what the
 * caller knows of members and of use. Immutable results, shared freely between threads. Anyone may call it.
 */
@NullMarked
package io.ringfence.policy.lint;

import org.jspecify.annotations.NullMarked;
