package io.ringfence.instance;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.events.instance.MembershipCommand.OpenMembership;
import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.wire.Outcome.Accepted;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** The membership of a group: whether instances may join it. Comes to be when the service learns of the group. */
public class Membership extends EventSourcedAggregate<MembershipEvent> {
    private static final MembershipEvent.Visitor<State> NEXT = new Evolution();

    private State state = State.CLOSED;

    /** For Axon, which fills it by replaying events. */
    public Membership() {
        super(MembershipEvent.class);
    }

    /** Whether instances may join. */
    enum State {
        OPEN,
        CLOSED
    }

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
        return accepted(members()
                .put("securityGroupId", command.securityGroupId().value())
                .put("state", state.name()));
    }

    @Override
    protected void evolve(MembershipEvent event) {
        state = event.accept(NEXT);
    }

    /** The state after each event. */
    private static final class Evolution implements MembershipEvent.Visitor<State> {
        @Override
        public State on(MembershipOpened event) {
            return State.OPEN;
        }

        @Override
        public State on(MembershipClosed event) {
            return State.CLOSED;
        }

        @Override
        public State on(MembershipStillHeld event) {
            return State.OPEN;
        }

        @Override
        public State on(MembershipReopened event) {
            return State.OPEN;
        }
    }
}
