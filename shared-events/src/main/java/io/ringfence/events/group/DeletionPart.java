package io.ringfence.events.group;

/** What has to let go of a group before it can be deleted. */
public enum DeletionPart {
    /** The rules of other groups that name it. */
    RULES,
    /** The instances that are in it. */
    MEMBERSHIP
}
