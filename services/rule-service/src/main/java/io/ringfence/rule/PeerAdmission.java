package io.ringfence.rule;

import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.decide.Unknown;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.rule.PeerGroups.Life;
import io.ringfence.rule.PeerGroups.PeerGroup;

/** Which other groups a rule may name (semantics, section 6). */
final class PeerAdmission {
    private PeerAdmission() {}

    /**
     * Refuses a rule whose peer is a group that it may not name.
     *
     * @param parameter the name of the peer in the request
     * @return when what it rests on was decided, in microseconds since 1970; 0 for a rule that names no group
     */
    static long admit(RuleSetState state, RuleSpec spec, String parameter, PeerGroups peers) {
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
        PeerGroup known = peers.find(peer);
        if (known == null) {
            throw NotYetKnown.group(peer, parameter);
        }
        requireNameable(state, peer, known, parameter);
        return known.learnedAt();
    }

    /** A group on its way out takes no new rule that would have to be released with it. */
    private static void requireOwnReferencesOpen(RuleSetState state) {
        if (state.closed()) {
            throw Problem.of(
                            ProblemCode.GROUP_BEING_DELETED,
                            state.group() + " is being deleted and takes no rule that names a group")
                    .refusal();
        }
    }

    private static void requireNameable(RuleSetState state, SecurityGroupId peer, PeerGroup known, String parameter) {
        if (!known.account().equals(state.account()) || known.life() == Life.DELETED) {
            throw Unknown.group(peer.value()).at(parameter).refusal();
        }
        if (known.life() == Life.BEING_DELETED) {
            throw refusal(
                    ProblemCode.GROUP_BEING_DELETED,
                    parameter,
                    peer + " is being deleted and cannot be named any more");
        }
        if (!known.vpc().equals(state.vpc())) {
            throw refusal(
                    ProblemCode.PEER_IN_OTHER_VPC,
                    parameter,
                    peer + " is in " + known.vpc() + " and " + state.group() + " in " + state.vpc()
                            + ": name a CIDR instead");
        }
        if (known.type() == SecurityGroupType.ADVANCED) {
            throw refusal(ProblemCode.PEER_IS_ADVANCED, parameter, peer + " is an advanced group: name a CIDR instead");
        }
    }

    private static RuntimeException refusal(ProblemCode code, String parameter, String detail) {
        return Problem.of(code, detail).at(parameter).refusal();
    }
}
