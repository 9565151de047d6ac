/**
 * How much each rule is used: what the hosts tell of their counters, kept for each rule and host, and shown for each
 * group. It is of now only, as the counters are no part of the history.
 */
@NullMarked
package io.ringfence.projection.usage;

import org.jspecify.annotations.NullMarked;
