package io.ringfence.axon.decide;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.Objects;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/** Lets a command handler take a {@link CommandContext}; fixtures find it through {@code META-INF/services}. */
public final class CommandContextParameter implements ParameterResolverFactory {
    private static final ParameterResolver<CommandContext> FROM_META_DATA = new ParameterResolver<>() {
        @Override
        public CommandContext resolveParameterValue(Message<?> message) {
            return (CommandContext) Objects.requireNonNull(message.getMetaData().get(CommandContext.KEY));
        }

        @Override
        public boolean matches(Message<?> message) {
            return message.getMetaData().containsKey(CommandContext.KEY);
        }
    };

    @Override
    public @Nullable ParameterResolver<CommandContext> createInstance(
            Executable executable, Parameter[] parameters, int parameterIndex) {
        return parameters[parameterIndex].getType() == CommandContext.class ? FROM_META_DATA : null;
    }
}
