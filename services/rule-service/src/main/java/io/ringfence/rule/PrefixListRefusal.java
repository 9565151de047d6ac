package io.ringfence.rule;

import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.rule.PrefixListCommand;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.axonframework.config.Configuration;

/**
 * Answers every command on a prefix list, whichever door it came through, until rules can name them: nothing is
 * accepted and then ignored.
 */
@Singleton
final class PrefixListRefusal {
    void start(@Observes StartupEvent started, Configuration axon) {
        for (Class<?> command : PrefixListCommand.class.getPermittedSubclasses()) {
            axon.commandBus().subscribe(command.getName(), message -> {
                throw NotYet.prefixLists();
            });
        }
    }
}
