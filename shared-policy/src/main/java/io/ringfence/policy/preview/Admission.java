package io.ringfence.policy.preview;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.PrefixListImage;
import java.util.Optional;

/** Which peers a rule of a group may name (semantics, sections 1 and 6), by the codes of the command's refusals. */
record Admission(PolicyImage image, GroupImage group) {
    /**
     * Why the peer of a rule would be refused.
     *
     * @param path of the rule in the request
     */
    Optional<Problem> refusal(RuleSpec spec, String path) {
        SecurityGroupId peer = spec.peerSecurityGroupId();
        if (peer != null) {
            return refusal(peer, path + ".peerSecurityGroupId");
        }
        PrefixListId list = spec.prefixListId();
        return list == null ? Optional.empty() : refusal(list, spec, path);
    }

    private Optional<Problem> refusal(SecurityGroupId id, String parameter) {
        if (group.type() == SecurityGroupType.ADVANCED) {
            return problem(
                    ProblemCode.NOT_ALLOWED_FOR_ADVANCED,
                    name() + " is an advanced group, whose rules name no other group: name a CIDR",
                    parameter);
        }
        if (group.beingDeleted()) {
            return closed(parameter);
        }
        if (id.equals(group.securityGroupId())) {
            return problem(
                    ProblemCode.PEER_IS_OWN_GROUP,
                    id + " is the rule's own group, whose members the inner access policy is for",
                    parameter);
        }
        GroupImage peer = image.groups().get(id);
        return peer == null || !peer.accountId().equals(group.accountId())
                ? problem(ProblemCode.SECURITY_GROUP_NOT_FOUND, "There is no security group " + id, parameter)
                : refusal(peer, parameter);
    }

    private Optional<Problem> refusal(GroupImage peer, String parameter) {
        SecurityGroupId id = peer.securityGroupId();
        if (peer.beingDeleted()) {
            return problem(
                    ProblemCode.GROUP_BEING_DELETED,
                    "Security group " + id
                            + " is being deleted: use another one, or ask anew if the deletion is refused",
                    parameter);
        }
        if (!peer.vpcId().equals(group.vpcId())) {
            return problem(
                    ProblemCode.PEER_IN_OTHER_VPC,
                    id + " is in " + peer.vpcId() + " and " + name() + " in " + group.vpcId() + ": name a CIDR instead",
                    parameter);
        }
        return peer.type() == SecurityGroupType.ADVANCED
                ? problem(ProblemCode.PEER_IS_ADVANCED, id + " is an advanced group: name a CIDR instead", parameter)
                : Optional.empty();
    }

    /** A list of the other family is bad input, as it is to the command. */
    private Optional<Problem> refusal(PrefixListId id, RuleSpec spec, String path) {
        String parameter = path + ".prefixListId";
        if (group.beingDeleted()) {
            return closed(parameter);
        }
        PrefixListImage list = image.prefixLists().get(id);
        if (list == null || !list.accountId().equals(group.accountId())) {
            return problem(ProblemCode.PREFIX_LIST_NOT_FOUND, "There is no prefix list " + id, parameter);
        }
        if (!spec.protocol().speaks(list.addressFamily())) {
            throw Refusal.invalid(parameter, "is of the other address family than " + spec.protocol());
        }
        Cidr local = spec.localCidr();
        if (local != null && local.family() != list.addressFamily()) {
            throw Refusal.invalid(path + ".localCidr", "is of the other address family than the prefix list");
        }
        return Optional.empty();
    }

    private Optional<Problem> closed(String parameter) {
        return problem(
                ProblemCode.GROUP_BEING_DELETED,
                name() + " is being deleted and takes no rule that names a group or a prefix list",
                parameter);
    }

    private SecurityGroupId name() {
        return group.securityGroupId();
    }

    private static Optional<Problem> problem(ProblemCode code, String detail, String parameter) {
        return Optional.of(Problem.of(code, detail).at(parameter));
    }
}
