/**
 * What a change of a group's rules would do before anybody makes it: the refusals that its commands would meet, and exactly
 * the traffic that it would open and close. Pure functions of an image; anyone may call it.
 */
@NullMarked
package io.ringfence.policy.preview;

import org.jspecify.annotations.NullMarked;
