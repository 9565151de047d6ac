package io.ringfence.events.value;

/**
 * How much one group may hold (semantics, section 2); each at least 0. The constants are the defaults of configuration
 * keys, which every service reads alike.
 *
 * @param rules in force, both directions together; one that names a prefix list counts the list's maxEntries
 * @param groupReferences rules in force in a BASIC group that name another group; an ADVANCED one may have none
 * @param addressesBasic private addresses of the members of a BASIC group
 * @param addressesAdvanced private addresses of the members of an ADVANCED group
 */
public record GroupLimits(int rules, int groupReferences, int addressesBasic, int addressesAdvanced) {
    public static final int RULES = 200;
    public static final int GROUP_REFERENCES = 20;
    public static final int ADDRESSES_BASIC = 2_000;
    public static final int ADDRESSES_ADVANCED = 65_536;

    public static final GroupLimits DEFAULT =
            new GroupLimits(RULES, GROUP_REFERENCES, ADDRESSES_BASIC, ADDRESSES_ADVANCED);

    /** How many private addresses the members of a group of this type may have. */
    public int addresses(SecurityGroupType type) {
        return switch (type) {
            case BASIC -> addressesBasic;
            case ADVANCED -> addressesAdvanced;
        };
    }
}
