package io.ringfence.instance;

import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.SecurityGroupType;

/** How many private addresses a group can have, by its type; 1 or more. */
record Capacity(int basic, int advanced) {
    static final Capacity DEFAULT = new Capacity(GroupLimits.ADDRESSES_BASIC, GroupLimits.ADDRESSES_ADVANCED);

    int of(SecurityGroupType type) {
        return switch (type) {
            case BASIC -> basic;
            case ADVANCED -> advanced;
        };
    }
}
