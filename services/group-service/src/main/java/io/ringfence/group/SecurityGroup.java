package io.ringfence.group;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.axon.gate.PendingOutcomes;
import io.ringfence.events.Command;
import io.ringfence.events.group.SecurityGroupCommand.AnswerDeletion;
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
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.CreationPolicy;

/** A security group: decides about its attributes and its life. */
public class SecurityGroup extends EventSourcedAggregate<SecurityGroupEvent> {
    static final int MAX_TAGS = 20;

    private final SecurityGroupEvent.Visitor<Optional<GroupState>> next = new Evolution();
    private Optional<GroupState> state = Optional.empty();

    /** The number of the event that is being folded. */
    private long folded;

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
    Pending decide(DeleteSecurityGroup command, CommandContext context, DeletionAttempts attempts) {
        SecurityGroupId id = command.securityGroupId();
        if (live().attempt() == 0) {
            attempts.begin(id, revision() + 1);
            record(new SecurityGroupDeletionRequested(id), context);
        } else if (!attempts.join(id, live().attempt())) {
            throw ended();
        }
        long attempt = live().attempt();
        return new Pending(
                new Revision(AggregateRef.group(id), attempt),
                members().put("securityGroupId", id.value()).put("revision", attempt));
    }

    /** Answers to an attempt that is not under way change nothing. */
    @CommandHandler
    Accepted decide(
            AnswerDeletion command,
            CommandContext context,
            DeletionAttempts attempts,
            GroupCount count,
            PendingOutcomes pending) {
        SecurityGroupId id = command.securityGroupId();
        if (state.map(GroupState::attempt).equals(Optional.of(command.attempt()))) {
            Held held = new Held(command.heldBy(), command.blockerCount());
            Answers answers =
                    attempts.answer(id, command.attempt(), command.part(), held).orElseThrow(SecurityGroup::ended);
            if (answers.isComplete()) {
                attempts.end(id, command.attempt());
                Revision attempt = new Revision(AggregateRef.group(id), command.attempt());
                pending.conclude(
                        attempt,
                        answers.blockerCount() == 0 ? delete(id, context, count) : reject(id, context, answers));
            }
        }
        return accepted(id);
    }

    private Outcome delete(SecurityGroupId id, CommandContext context, GroupCount count) {
        count.remove(account(), live().region());
        record(new SecurityGroupDeleted(id, live().attempt()), context);
        return accepted(id);
    }

    private Outcome reject(SecurityGroupId id, CommandContext context, Answers answers) {
        record(
                new SecurityGroupDeletionRejected(id, live().attempt(), answers.blockers(), answers.blockerCount()),
                context);
        return new Rejected(Problem.of(
                        ProblemCode.SECURITY_GROUP_IN_USE,
                        "Security group " + id + " is in use: delete its instances and revoke the rules of other groups"
                                + " that name it, then delete it again")
                .blockedBy(answers.blockers(), answers.blockerCount()));
    }

    /** Another process ended the attempt: this aggregate is behind the store, and has to be read again. */
    private static ConcurrencyException ended() {
        return new ConcurrencyException("the attempt to delete the group has ended meanwhile");
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
        folded++;
        state = event.accept(next);
    }

    /** The state after each event; empty once the group is gone. */
    private final class Evolution implements SecurityGroupEvent.Visitor<Optional<GroupState>> {
        @Override
        public Optional<GroupState> on(SecurityGroupCreated event) {
            return Optional.of(new GroupState(
                    event.type(),
                    event.regionId(),
                    event.name(),
                    event.description(),
                    event.innerAccessPolicy(),
                    event.tags(),
                    0));
        }

        @Override
        public Optional<GroupState> on(SecurityGroupModified event) {
            return Optional.of(new GroupState(
                    live().type(),
                    live().region(),
                    event.name(),
                    event.description(),
                    event.innerAccessPolicy(),
                    event.tags(),
                    live().attempt()));
        }

        @Override
        public Optional<GroupState> on(SecurityGroupDeletionRequested event) {
            return state.map(group -> group.deleting(folded));
        }

        @Override
        public Optional<GroupState> on(SecurityGroupDeletionRejected event) {
            return state.map(group -> group.deleting(0));
        }

        @Override
        public Optional<GroupState> on(SecurityGroupDeleted event) {
            return Optional.empty();
        }
    }
}
