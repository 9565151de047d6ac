/**
 * How a service learns of the events of others, and reacts by commands whose id is the causing event's id.
 * One thread follows the feed; {@link io.ringfence.axon.react.KnownGroups} is asked on the gate's threads, inside the
 * transaction that decides. Offsets are stored after the reactions, so that a crash repeats them and the ledger makes
 * them once.
 * Each write service has one {@link io.ringfence.axon.react.Reaction} bean, and a table {@code feed_position}; one with a
 * {@link io.ringfence.axon.react.GroupReaction} knows groups and has {@code db/known-groups} among its Flyway locations.
 */
@NullMarked
package io.ringfence.axon.react;

import org.jspecify.annotations.NullMarked;
