package io.ringfence.axon.store;

import io.ringfence.events.Command;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** Finds the aggregate of a command in the command itself: {@code rules:sg-x}. */
public final class CommandTarget implements CommandTargetResolver {
    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> message) {
        Command command = (Command) message.getPayload();
        return new VersionedAggregateIdentifier((Object) command.target().toString(), null);
    }
}
