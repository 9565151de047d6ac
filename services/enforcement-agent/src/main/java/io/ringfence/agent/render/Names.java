package io.ringfence.agent.render;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;

/** Names that are made from ids. Each has a prefix, as a bare word could be one of nft's own. */
final class Names {

    static final String DENY = "deny";

    private Names() {}

    /** The chain that judges one direction of a group's instances. */
    static String chain(SecurityGroupId group, Direction direction) {
        return (direction == Direction.INGRESS ? "in-" : "out-") + group;
    }

    /** The set of a group's member addresses of one family. */
    static String members(SecurityGroupId group, AddressFamily family) {
        return (family == AddressFamily.IPV4 ? "m4-" : "m6-") + group;
    }

    /** The chain that says what a rule says, for maps to go to. */
    static String hit(RuleId rule) {
        return "hit-" + rule;
    }

    static String bindings(AddressFamily family) {
        return family == AddressFamily.IPV4 ? "bind4" : "bind6";
    }

    /** The map from an interface to the chain that judges one direction of its traffic. */
    static String dispatch(Direction direction) {
        return direction == Direction.INGRESS ? "dispatch_in" : "dispatch_out";
    }
}
