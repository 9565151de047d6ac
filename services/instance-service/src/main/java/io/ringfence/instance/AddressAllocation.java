package io.ringfence.instance;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which address and which interface, and how many places of each group are taken. Asked in the transaction of
 * the event, so that what is taken and the event are there together or not at all.
 */
interface AddressAllocation {
    /**
     * Takes everything that the claim names, or nothing. Refuses with {@code ADDRESS_IN_USE}, {@code INTERFACE_IN_USE}
     * or {@code LIMIT_EXCEEDED}, in this order; the transaction can go on after a refusal.
     */
    void take(Claim claim);

    /**
     * Gives the instance another interface in place of the one it has, or none. Refuses with {@code INTERFACE_IN_USE},
     * and the instance keeps its own.
     */
    void move(Owner instance, Claim.@Nullable Port to);

    /** Gives back whatever the instance has taken; its group has as many more places as it had addresses. */
    void giveBack(InstanceId instance, SecurityGroupId group);
}
