package io.ringfence.projection.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import io.ringfence.projection.verification.Discrepancy.Check;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares every row of the views, of now and of any time before, with what the events make. */
final class ViewCheck {
    private static final String ENDS = "valid_to";
    private static final String COLUMNS = "select column_name from information_schema.columns"
            + " where table_schema = current_schema() and table_name = '%s' order by ordinal_position";

    private final Connection connection;
    private final Places places;
    private final long until;

    /** @param until microseconds since 1970, included */
    ViewCheck(Connection connection, Places places, long until) {
        this.connection = connection;
        this.places = places;
        this.until = until;
    }

    /** Compares one table; answers what is wrong, so many at most. */
    List<Discrepancy> of(ViewTable table, int most) throws SQLException {
        List<Discrepancy> found = new ArrayList<>();
        List<String> columns = columns(table.name());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(table.differences(columns, until, most))) {
            while (rows.next()) {
                found.add(discrepancy(table, json(rows.getString(1)), json(rows.getString(2))));
            }
        }
        return found;
    }

    /** How many rows of the views are compared. */
    long rows(ViewTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from verification." + table.name() + " where "
                        + table.since() + " <= " + until)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> columns(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS.formatted(table))) {
            List<String> columns = new ArrayList<>();
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
            return columns;
        }
    }

    private Discrepancy discrepancy(ViewTable table, @Nullable JsonNode live, @Nullable JsonNode made)
            throws SQLException {
        JsonNode row = newer(live, made);
        String aggregate = table.prefix() + row.path(table.id()).asText();
        Places.Event event = event(table, aggregate, row, live, made);
        return new Discrepancy(
                Check.VIEW, aggregate, event.revision(), event.place(), event.occurredAt(), detail(table, live, made));
    }

    /** The one of the later revision, as where an aggregate ends; of all other tables both have the same. */
    private static JsonNode newer(@Nullable JsonNode live, @Nullable JsonNode made) {
        if (live == null || made == null) {
            return Objects.requireNonNull(live == null ? made : live);
        }
        return live.path("revision").asLong() > made.path("revision").asLong() ? live : made;
    }

    /** A row that is right but for its end is a matter of the event that ended it, or should have. */
    private Places.Event event(
            ViewTable table, String aggregate, JsonNode row, @Nullable JsonNode live, @Nullable JsonNode made)
            throws SQLException {
        if (live != null && made != null && differing(table, live, made).equals(Set.of(ENDS))) {
            long ended = Math.min(live.path(ENDS).asLong(), made.path(ENDS).asLong());
            return places.at(aggregate, ended);
        }
        return places.of(
                aggregate,
                row.hasNonNull("revision") ? Long.valueOf(row.path("revision").asLong()) : null);
    }

    private static String detail(ViewTable table, @Nullable JsonNode live, @Nullable JsonNode made) {
        boolean event = table.name().equals("history");
        if (live == null) {
            return event
                    ? "the history lacks this event"
                    : "the view " + table.name() + " lacks a row that this event made";
        }
        if (made == null) {
            return event
                    ? "the history has this event, and Kafka has it no more"
                    : "the view " + table.name() + " has a row that no event made: " + live;
        }
        StringBuilder text = new StringBuilder(
                event
                        ? "Kafka's event is not the one of the history: "
                        : "the view " + table.name() + " is not what the events make: ");
        String separator = "";
        for (String column : differing(table, live, made)) {
            text.append(separator)
                    .append(column)
                    .append(" is ")
                    .append(live.path(column))
                    .append(" and should be ")
                    .append(made.path(column));
            separator = ", ";
        }
        return text.toString();
    }

    private static Set<String> differing(ViewTable table, JsonNode live, JsonNode made) {
        Set<String> columns = new TreeSet<>();
        made.fieldNames().forEachRemaining(column -> {
            if (!table.apart().contains(column) && !made.path(column).equals(live.path(column))) {
                columns.add(column);
            }
        });
        return columns;
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        try {
            return text == null ? null : Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote no JSON", e);
        }
    }
}
