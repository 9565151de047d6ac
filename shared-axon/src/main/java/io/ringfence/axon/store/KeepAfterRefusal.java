package io.ringfence.axon.store;

import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.decide.SeenRevisions;
import io.ringfence.events.Command;
import io.ringfence.events.problem.Refusal;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfiguration;

/**
 * An aggregate that refused a command is as it was and stays in memory: only whatever else goes wrong makes Axon drop
 * it, and with it everything that the commands before it in the same transaction have to reread. One that does not
 * exist yet is dropped too, as there is nothing to keep.
 */
final class KeepAfterRefusal implements RollbackConfiguration {
    @Override
    public boolean rollBackOn(Throwable failure) {
        boolean refused = failure instanceof Refusal || failure instanceof NotYetKnown;
        return !refused || !reachedSomething();
    }

    private static boolean reachedSomething() {
        Command command = (Command) CurrentUnitOfWork.get().getMessage().getPayload();
        Long revision = SeenRevisions.of(command.target());
        return revision != null && revision > 0;
    }
}
