package io.ringfence.policy.resolve;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.SecurityGroupId;

/**
 * An instance of the host whose interface passes nothing for now.
 *
 * @param detail a sentence for a person
 */
public record ClosedInstance(
        InstanceId instanceId,
        InterfaceName interfaceName,
        SecurityGroupId securityGroupId,
        Reason reason,
        String detail) {
    /** Why an instance is closed; all but {@link #WAITING} are failures to report. */
    public enum Reason {
        /** It is new, and the topics have not been read as far as they stood when it came. */
        WAITING,
        /** An event of it, of its group or of its group's rules is missing. */
        HELD,
        /** Its group, its group's rules, or something that a rule names has not been seen. */
        POLICY_UNKNOWN,
        /** Its group is gone. */
        GROUP_DELETED,
        /** A later instance took over its interface. */
        INTERFACE_TAKEN
    }
}
