package io.ringfence.projection.query;

import io.ringfence.projection.rows.RowJson;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Questions that one statement asks: it answers with one row, in which each of them has an array of JSON. The way to the
 * database and back is most of what a small question costs. Short-lived, of one thread.
 */
final class Together {
    private final List<Part<?>> parts = new ArrayList<>();

    /** One of the questions. */
    static final class Part<R> {
        private final Question<R> question;
        private @Nullable List<R> rows;

        private Part(Question<R> question) {
            this.question = question;
        }

        /** Its rows, once all were asked. */
        List<R> rows() {
            if (rows == null) {
                throw new IllegalStateException("not asked yet: " + question.sql());
            }
            return rows;
        }

        private String column() {
            return "(select cast(json_agg(part) as text) from (" + question.sql() + ") as part)";
        }

        private void answered(@Nullable Object json) {
            rows = RowJson.rows(question.type(), (String) json);
        }
    }

    /** One question more. */
    <R> Part<R> add(Question<R> question) {
        Part<R> part = new Part<>(question.prefixed("p" + parts.size() + "_"));
        parts.add(part);
        return part;
    }

    /** Asks them all. */
    Uni<Void> ask(Mutiny.Session session) {
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(
                parts.stream().map(Part::column).collect(Collectors.joining(", ", "select ", ", 0")), Object[].class);
        parts.forEach(part -> part.question.parameters().forEach(query::setParameter));
        return query.getSingleResult()
                .invoke(answer -> {
                    for (int i = 0; i < parts.size(); i++) {
                        parts.get(i).answered(answer[i]);
                    }
                })
                .replaceWithVoid();
    }
}
