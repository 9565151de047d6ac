package io.ringfence.projection.query;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A question for rows of one kind.
 *
 * @param sql in which {@code :name} stands for a parameter, and nothing else has a colon
 */
public record Question<R>(Class<R> type, String sql, Map<String, Object> parameters) {
    /** Asks it by itself. */
    public Uni<List<R>> ask(Mutiny.Session session) {
        Mutiny.SelectionQuery<R> query = session.createNativeQuery(sql, type);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    /** The same with other names for its parameters. */
    Question<R> prefixed(String prefix) {
        Map<String, Object> renamed = new HashMap<>();
        parameters.forEach((name, value) -> renamed.put(prefix + name, value));
        return new Question<>(type, sql.replaceAll(":(\\w+)", ":" + prefix + "$1"), renamed);
    }
}
