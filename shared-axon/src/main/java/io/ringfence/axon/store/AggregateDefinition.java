package io.ringfence.axon.store;

import io.ringfence.axon.decide.EventSourcedAggregate;
import java.util.HashMap;
import java.util.Map;

/**
 * An aggregate that a service has, and what its command handlers may take as parameters besides the command and its
 * context. A service declares one CDI bean ({@code @Produces @Singleton}) for each aggregate.
 *
 * @param collaborators by the parameter type; they must change the store only through {@link JdbcTransactions}
 */
public record AggregateDefinition(Class<? extends EventSourcedAggregate<?>> type, Map<Class<?>, Object> collaborators) {
    public AggregateDefinition {
        collaborators = Map.copyOf(collaborators);
    }

    /** An aggregate that needs nobody's help. */
    public static AggregateDefinition of(Class<? extends EventSourcedAggregate<?>> type) {
        return new AggregateDefinition(type, Map.of());
    }

    /** The same, with one more parameter type for its handlers. */
    public <T> AggregateDefinition with(Class<T> parameter, T collaborator) {
        Map<Class<?>, Object> more = new HashMap<>(collaborators);
        more.put(parameter, collaborator);
        return new AggregateDefinition(type, more);
    }
}
