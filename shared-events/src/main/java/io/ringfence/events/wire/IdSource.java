package io.ringfence.events.wire;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;

/** Where new ids come from: 17 characters of {@code [a-z0-9]}, never the same twice. */
@FunctionalInterface
public interface IdSource {
    /** The 17 characters behind the prefix of a new id. */
    String next();

    default SecurityGroupId securityGroup() {
        return new SecurityGroupId("sg-" + next());
    }

    default RuleId rule() {
        return new RuleId("sgr-" + next());
    }

    default PrefixListId prefixList() {
        return new PrefixListId("pl-" + next());
    }

    default InstanceId instance() {
        return new InstanceId("eci-" + next());
    }
}
