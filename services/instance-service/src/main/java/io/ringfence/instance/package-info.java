/**
 * Container instances and the membership of groups: who exists, in which group, with which addresses and where.
 * {@link io.ringfence.instance.Instance} and {@link io.ringfence.instance.Membership} decide, on the gate's workers;
 * everything else is stateless. What must be unique or bounded across instances is kept in rows that change in the
 * transaction of the event ({@link io.ringfence.instance.AddressAllocation}).
 * {@link io.ringfence.instance.InstanceService} is the wiring, also of what is done about groups' events.
 */
@NullMarked
package io.ringfence.instance;

import org.jspecify.annotations.NullMarked;
