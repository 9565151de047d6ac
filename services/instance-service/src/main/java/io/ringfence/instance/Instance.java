package io.ringfence.instance;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.axon.react.KnownGroup;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.Command;
import io.ringfence.events.instance.InstanceCommand.DeleteInstance;
import io.ringfence.events.instance.InstanceCommand.ModifyInstance;
import io.ringfence.events.instance.InstanceCommand.RegisterInstance;
import io.ringfence.events.instance.InstanceEvent;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A container instance: decides about its life. Its group is one for its whole life, and its id is used once. */
public class Instance extends EventSourcedAggregate<InstanceEvent> {
    private final InstanceEvent.Visitor<Optional<SecurityGroupId>> next = new Evolution();

    /** The group of a live instance; empty before and after its life. */
    private Optional<SecurityGroupId> home = Optional.empty();

    /** For Axon, which fills it by replaying events. */
    public Instance() {
        super(InstanceEvent.class);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted decide(
            RegisterInstance command, CommandContext context, KnownGroups groups, AddressAllocation allocation) {
        if (exists()) {
            throw Problem.of(
                            ProblemCode.ID_ALREADY_USED,
                            "The id " + command.instanceId() + " has been used before: an id is used once for ever")
                    .at("instanceId")
                    .refusal();
        }
        KnownGroup group =
                groups.require(command.securityGroupId(), context.requester().account(), "securityGroupId");
        requireSameVpc(command.vpcId(), group);
        InstanceRegistered registered = registered(command, group);
        allocation.take(Claim.of(registered, group.type()));
        record(registered, context.after(group.learnedAt()));
        return accepted(command.instanceId());
    }

    private static void requireSameVpc(@Nullable VpcId wanted, KnownGroup group) {
        if (wanted != null && !wanted.equals(group.vpc())) {
            throw Problem.of(
                            ProblemCode.VPC_MISMATCH,
                            "The security group belongs to " + group.vpc() + " and not to " + wanted
                                    + ": use a group of that VPC, or leave vpcId out")
                    .at("vpcId")
                    .refusal();
        }
    }

    private static InstanceRegistered registered(RegisterInstance command, KnownGroup group) {
        return new InstanceRegistered(
                command.instanceId(),
                group.account(),
                command.name(),
                group.vpc(),
                command.securityGroupId(),
                command.addresses(),
                command.host(),
                command.interfaceName(),
                command.labels());
    }

    @CommandHandler
    Accepted decide(ModifyInstance command, CommandContext context) {
        home();
        throw Problem.of(
                        ProblemCode.NOT_SUPPORTED,
                        "Instances cannot be changed yet: delete and re-create instance " + command.instanceId())
                .refusal();
    }

    @CommandHandler
    Accepted decide(DeleteInstance command, CommandContext context, AddressAllocation allocation) {
        allocation.giveBack(command.instanceId(), home());
        record(new InstanceDeleted(command.instanceId()), context);
        return accepted(command.instanceId());
    }

    private Accepted accepted(InstanceId id) {
        return accepted(members().put("instanceId", id.value()));
    }

    private SecurityGroupId home() {
        return home.orElseThrow(this::unknown);
    }

    @Override
    protected boolean creates(Command command) {
        return command instanceof RegisterInstance;
    }

    @Override
    protected void evolve(InstanceEvent event) {
        home = event.accept(next);
    }

    /** The group after each event. */
    private final class Evolution implements InstanceEvent.Visitor<Optional<SecurityGroupId>> {
        @Override
        public Optional<SecurityGroupId> on(InstanceRegistered event) {
            return Optional.of(event.securityGroupId());
        }

        @Override
        public Optional<SecurityGroupId> on(InstanceModified event) {
            return home;
        }

        @Override
        public Optional<SecurityGroupId> on(InstanceDeleted event) {
            return Optional.empty();
        }
    }
}
