package io.ringfence.rule;

import io.ringfence.axon.react.KnownGroup;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;

/** Which other groups a rule may name (semantics, section 6). */
final class PeerAdmission {
    private PeerAdmission() {}

    /**
     * Refuses a rule whose peer is a group that it may not name.
     *
     * @param parameter the name of the peer in the request
     * @return when what it rests on was decided, in microseconds since 1970; 0 for a rule that names no group
     */
    static long admit(RuleSetState state, RuleSpec spec, String parameter, KnownGroups groups) {
        SecurityGroupId peer = spec.peerSecurityGroupId();
        if (peer == null) {
            return 0;
        }
        requireOwnReferencesOpen(state);
        if (peer.equals(state.group())) {
            throw refusal(
                    ProblemCode.PEER_IS_OWN_GROUP,
                    parameter,
                    peer + " is the rule's own group, whose members the inner access policy is for");
        }
        KnownGroup known = groups.require(peer, state.account(), parameter);
        requireNameable(state, known, parameter);
        return known.learnedAt();
    }

    /** A group on its way out takes no new rule that would have to be released with it. */
    static void requireOwnReferencesOpen(RuleSetState state) {
        if (state.closed()) {
            throw Problem.of(
                            ProblemCode.GROUP_BEING_DELETED,
                            state.group() + " is being deleted and takes no rule that names a group or a prefix list")
                    .refusal();
        }
    }

    private static void requireNameable(RuleSetState state, KnownGroup peer, String parameter) {
        if (!peer.vpc().equals(state.vpc())) {
            throw refusal(
                    ProblemCode.PEER_IN_OTHER_VPC,
                    parameter,
                    peer.id() + " is in " + peer.vpc() + " and " + state.group() + " in " + state.vpc()
                            + ": name a CIDR instead");
        }
        if (peer.type() == SecurityGroupType.ADVANCED) {
            throw refusal(
                    ProblemCode.PEER_IS_ADVANCED, parameter, peer.id() + " is an advanced group: name a CIDR instead");
        }
    }

    private static Refusal refusal(ProblemCode code, String parameter, String detail) {
        return Problem.of(code, detail).at(parameter).refusal();
    }
}
