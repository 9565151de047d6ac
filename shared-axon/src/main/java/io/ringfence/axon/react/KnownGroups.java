package io.ringfence.axon.react;

import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.decide.Unknown;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import java.util.Optional;

/** The groups that this service has heard of; a collaborator of its aggregates. */
@FunctionalInterface
public interface KnownGroups {
    /** The group as it is now, which stays so until the transaction under way has ended. */
    Optional<KnownGroup> find(SecurityGroupId id);

    /**
     * The group, open and of this account; anything else is refused. Not heard of: {@link NotYetKnown}, which waits.
     *
     * @param parameter the parameter of the request that names the group
     */
    default KnownGroup require(SecurityGroupId id, AccountId account, String parameter) {
        KnownGroup group = find(id).orElseThrow(() -> NotYetKnown.group(id, parameter));
        if (!group.account().equals(account)) {
            throw Unknown.group(id.value()).at(parameter).refusal();
        }
        return switch (group.life()) {
            case OPEN -> group;
            case CLOSING ->
                throw Problem.of(
                                ProblemCode.GROUP_BEING_DELETED,
                                "Security group " + id + " is being deleted: use another one, or ask anew"
                                        + " if the deletion is refused")
                        .at(parameter)
                        .refusal();
            case DELETED -> throw Unknown.group(id.value()).at(parameter).refusal();
        };
    }
}
