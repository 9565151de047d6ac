/**
 * How a service learns of groups from their events, and reacts by commands whose id is the causing event's id.
 * One thread follows the feed; {@link io.ringfence.axon.react.KnownGroups} is asked on the gate's workers, inside the
 * transaction that decides. Offsets are stored after the reactions, so that a crash repeats them and the ledger makes
 * them once.
 * On where {@code ringfence.groups.follow} is true when the service is built; such a service has one
 * {@link io.ringfence.axon.react.GroupReaction} bean and {@code db/known-groups} among its Flyway locations.
 */
@NullMarked
package io.ringfence.axon.react;

import org.jspecify.annotations.NullMarked;
