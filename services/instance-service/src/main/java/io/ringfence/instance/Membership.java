package io.ringfence.instance;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.events.instance.MembershipCommand.CloseMembership;
import io.ringfence.events.instance.MembershipCommand.OpenMembership;
import io.ringfence.events.instance.MembershipCommand.ReopenMembership;
import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Outcome.Accepted;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/**
 * The membership of a group: whether instances may join it. Comes to be when the service learns of the group; answers
 * each attempt to delete the group once.
 */
public class Membership extends EventSourcedAggregate<MembershipEvent> {
    private final MembershipEvent.Visitor<Stage> next = new Evolution();

    private Stage stage = new Stage(State.CLOSED, 0);

    /** For Axon, which fills it by replaying events. */
    public Membership() {
        super(MembershipEvent.class);
    }

    /** Whether instances may join. */
    enum State {
        OPEN,
        CLOSED
    }

    /** @param answered the newest attempt that was answered; 0 before the first */
    private record Stage(State state, long answered) {}

    /** Opens it once: a group's first event may come again under another id, when its topic was rebuilt. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted decide(OpenMembership command, CommandContext context) {
        if (!exists()) {
            record(
                    new MembershipOpened(
                            command.securityGroupId(), command.accountId(), command.vpcId(), command.type()),
                    context);
        }
        return accepted(command.securityGroupId());
    }

    @CommandHandler
    Accepted decide(CloseMembership command, CommandContext context, Members members) {
        if (command.attempt() > stage.answered()) {
            record(answer(command, members.holdersOf(command.securityGroupId())), context);
        }
        return accepted(command.securityGroupId());
    }

    private static MembershipEvent answer(CloseMembership command, Holders holders) {
        return holders.isNone()
                ? new MembershipClosed(command.securityGroupId(), command.attempt())
                : new MembershipStillHeld(
                        command.securityGroupId(), command.attempt(), holders.named(), holders.count());
    }

    /** Opens what this very attempt closed; an attempt that closed nothing opens nothing. */
    @CommandHandler
    Accepted decide(ReopenMembership command, CommandContext context) {
        if (stage.state() == State.CLOSED && command.attempt() == stage.answered()) {
            record(new MembershipReopened(command.securityGroupId(), command.attempt()), context);
        }
        return accepted(command.securityGroupId());
    }

    private Accepted accepted(SecurityGroupId id) {
        return accepted(members()
                .put("securityGroupId", id.value())
                .put("state", stage.state().name()));
    }

    @Override
    protected void evolve(MembershipEvent event) {
        stage = event.accept(next);
    }

    /** The state after each event. */
    private final class Evolution implements MembershipEvent.Visitor<Stage> {
        @Override
        public Stage on(MembershipOpened event) {
            return new Stage(State.OPEN, stage.answered());
        }

        @Override
        public Stage on(MembershipClosed event) {
            return new Stage(State.CLOSED, event.attempt());
        }

        @Override
        public Stage on(MembershipStillHeld event) {
            return new Stage(State.OPEN, event.attempt());
        }

        @Override
        public Stage on(MembershipReopened event) {
            return new Stage(State.OPEN, stage.answered());
        }
    }
}
