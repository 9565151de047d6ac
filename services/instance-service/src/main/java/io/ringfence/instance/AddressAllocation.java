package io.ringfence.instance;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;

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

    /** Gives back whatever the instance has taken; its group has as many more places as it had addresses. */
    void giveBack(InstanceId instance, SecurityGroupId group);
}
