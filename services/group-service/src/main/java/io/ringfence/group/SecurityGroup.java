package io.ringfence.group;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.events.Command;
import io.ringfence.events.group.SecurityGroupCommand.CreateSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.DeleteSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.ModifySecurityGroup;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A security group: decides about its attributes and its life. */
public class SecurityGroup extends EventSourcedAggregate<SecurityGroupEvent> {
    static final int MAX_TAGS = 20;

    private final SecurityGroupEvent.Visitor<Optional<GroupState>> next = new Evolution();
    private Optional<GroupState> state = Optional.empty();

    /** For Axon, which fills it by replaying events. */
    public SecurityGroup() {
        super(SecurityGroupEvent.class);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted decide(CreateSecurityGroup command, CommandContext context, GroupCount count) {
        SecurityGroupId id = command.securityGroupId();
        if (exists()) {
            throw Problem.of(ProblemCode.ID_ALREADY_USED, "The id " + id + " has been used before")
                    .refusal();
        }
        refuseInnerAccess(command.type(), command.innerAccessPolicy());
        count.add(context.requester().account(), command.regionId());
        record(
                new SecurityGroupCreated(
                        id,
                        context.requester().account(),
                        command.name(),
                        command.description(),
                        command.type(),
                        command.vpcId(),
                        command.regionId(),
                        command.innerAccessPolicy(),
                        command.tags(),
                        command.defaultRules()),
                context);
        return accepted(id);
    }

    @CommandHandler
    Accepted decide(ModifySecurityGroup command, CommandContext context) {
        GroupState before = live();
        GroupState after = before.after(command);
        refuseInnerAccess(after.type(), after.innerAccessPolicy());
        if (after.tags().size() > MAX_TAGS) {
            throw Refusal.invalid(
                    "tags",
                    "must have at most " + MAX_TAGS + " entries, and not "
                            + after.tags().size());
        }
        if (!after.equals(before)) {
            record(
                    new SecurityGroupModified(
                            command.securityGroupId(),
                            after.name(),
                            after.description(),
                            after.innerAccessPolicy(),
                            after.tags()),
                    context);
        }
        return accepted(command.securityGroupId());
    }

    @CommandHandler
    Accepted decide(DeleteSecurityGroup command, CommandContext context) {
        live();
        throw Problem.of(ProblemCode.NOT_SUPPORTED, "Security groups cannot be deleted yet")
                .refusal();
    }

    private static void refuseInnerAccess(SecurityGroupType type, InnerAccessPolicy policy) {
        if (type == SecurityGroupType.ADVANCED && policy == InnerAccessPolicy.ACCEPT) {
            throw Problem.of(
                            ProblemCode.NOT_ALLOWED_FOR_ADVANCED,
                            "The members of an advanced group reach each other only by rules: leave "
                                    + "innerAccessPolicy at DROP")
                    .at("innerAccessPolicy")
                    .refusal();
        }
    }

    private Accepted accepted(SecurityGroupId id) {
        return accepted(members().put("securityGroupId", id.value()));
    }

    private GroupState live() {
        return state.orElseThrow(this::unknown);
    }

    @Override
    protected boolean creates(Command command) {
        return command instanceof CreateSecurityGroup;
    }

    @Override
    protected void evolve(SecurityGroupEvent event) {
        state = event.accept(next);
    }

    /** The state after each event; empty once the group is gone. */
    private final class Evolution implements SecurityGroupEvent.Visitor<Optional<GroupState>> {
        @Override
        public Optional<GroupState> on(SecurityGroupCreated event) {
            return Optional.of(new GroupState(
                    event.type(), event.name(), event.description(), event.innerAccessPolicy(), event.tags()));
        }

        @Override
        public Optional<GroupState> on(SecurityGroupModified event) {
            return Optional.of(new GroupState(
                    live().type(), event.name(), event.description(), event.innerAccessPolicy(), event.tags()));
        }

        @Override
        public Optional<GroupState> on(SecurityGroupDeletionRequested event) {
            return state;
        }

        @Override
        public Optional<GroupState> on(SecurityGroupDeletionRejected event) {
            return state;
        }

        @Override
        public Optional<GroupState> on(SecurityGroupDeleted event) {
            return Optional.empty();
        }
    }
}
