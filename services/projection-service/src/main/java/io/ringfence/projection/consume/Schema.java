package io.ringfence.projection.consume;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where the tables are that the flow reads and writes; a transaction enters it before anything else.
 *
 * @param name of letters alone; empty for the service's own tables
 */
record Schema(String name) {
    static final Schema OWN = new Schema("");

    Schema {
        if (!name.matches("[a-z]*")) {
            throw new IllegalArgumentException("not the name of a schema: " + name);
        }
    }

    Uni<Void> enter(SqlConnection connection) {
        return isOwn()
                ? Uni.createFrom().voidItem()
                : connection.query(statement()).execute().replaceWithVoid();
    }

    Uni<Void> enter(Mutiny.Session session) {
        return isOwn()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(statement()).executeUpdate().replaceWithVoid();
    }

    private boolean isOwn() {
        return name.isEmpty();
    }

    private String statement() {
        return "set local search_path to " + name;
    }
}
