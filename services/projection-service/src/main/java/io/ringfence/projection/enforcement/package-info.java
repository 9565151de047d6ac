/**
 * What the hosts have in force of what was decided: their reports, the newest of each, against the places of events.
 * {@link io.ringfence.projection.enforcement.HostReports} may be used from any thread; it holds what the compacted topic
 * holds and is read from it anew at every start.
 */
@NullMarked
package io.ringfence.projection.enforcement;

import org.jspecify.annotations.NullMarked;
