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
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A container instance: decides about its life, its place and its attributes. Its group is one for its whole life, and its id is used once. */
public class Instance extends EventSourcedAggregate<InstanceEvent> {
    static final int MAX_LABELS = 64;

    private final InstanceEvent.Visitor<Optional<InstanceState>> next = new Evolution();

    /** Empty before and after its life. */
    private Optional<InstanceState> state = Optional.empty();

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
    Accepted decide(ModifyInstance command, CommandContext context, AddressAllocation allocation) {
        InstanceState before = live();
        InstanceState after = before.after(command);
        if (after.labels().size() > MAX_LABELS) {
            throw Refusal.invalid(
                    "labels",
                    "must have at most " + MAX_LABELS + " entries, and not "
                            + after.labels().size());
        }
        if (!Objects.equals(after.port(), before.port())) {
            allocation.move(new Owner(command.instanceId(), account(), before.group()), after.port());
        }
        if (!after.equals(before)) {
            record(after.asEvent(command.instanceId()), context);
        }
        return accepted(command.instanceId());
    }

    @CommandHandler
    Accepted decide(DeleteInstance command, CommandContext context, AddressAllocation allocation) {
        allocation.giveBack(command.instanceId(), live().group());
        record(new InstanceDeleted(command.instanceId()), context);
        return accepted(command.instanceId());
    }

    private Accepted accepted(InstanceId id) {
        return accepted(members().put("instanceId", id.value()));
    }

    private InstanceState live() {
        return state.orElseThrow(this::unknown);
    }

    @Override
    protected boolean creates(Command command) {
        return command instanceof RegisterInstance;
    }

    @Override
    protected void evolve(InstanceEvent event) {
        state = event.accept(next);
    }

    /** The state after each event; empty once the instance is gone. */
    private final class Evolution implements InstanceEvent.Visitor<Optional<InstanceState>> {
        @Override
        public Optional<InstanceState> on(InstanceRegistered event) {
            return Optional.of(new InstanceState(
                    event.securityGroupId(),
                    event.name(),
                    Claim.Port.of(event.host(), event.interfaceName()),
                    event.labels()));
        }

        @Override
        public Optional<InstanceState> on(InstanceModified event) {
            return Optional.of(new InstanceState(
                    live().group(), event.name(), Claim.Port.of(event.host(), event.interfaceName()), event.labels()));
        }

        @Override
        public Optional<InstanceState> on(InstanceDeleted event) {
            return Optional.empty();
        }
    }
}
