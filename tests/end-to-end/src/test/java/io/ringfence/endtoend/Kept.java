package io.ringfence.endtoend;

import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.events.wire.Headers;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One event as a store and a topic hold it.
 *
 * @param aggregate its kind and id, such as {@code rules:sg-x}
 * @param type the last part of its type's name, such as {@code RulesAuthorized}
 */
record Kept(String aggregate, long revision, String id, String type) {
    private static final Duration PUBLISHED = Duration.ofSeconds(60);

    /** Every event of a service's store, in the order in which it was committed. */
    static List<Kept> inStore(Database database) {
        String sql = "select aggregateidentifier, sequencenumber + 1, eventidentifier, payloadtype"
                + " from domainevententry order by globalindex";
        List<Kept> events = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                events.add(new Kept(row.getString(1), row.getLong(2), row.getString(3), lastPart(row.getString(4))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the store of " + database.name() + " cannot be read", e);
        }
        return events;
    }

    /**
     * Every event of a topic, by aggregate, in the topic's order. One may come again after a crash; none may come
     * before the one that it follows, and no revision may be two events.
     */
    static Map<String, List<Kept>> onTopic(Bus bus, String topic) {
        Map<String, List<Kept>> taken = new TreeMap<>();
        for (Heard heard : bus.all(topic)) {
            Kept event = of(heard);
            List<Kept> before = taken.computeIfAbsent(event.aggregate(), missing -> new ArrayList<>());
            if (event.revision() == before.size() + 1) {
                before.add(event);
            } else if (event.revision() > before.size()) {
                throw new AssertionError(
                        topic + " has " + event + " before what it follows; there are only " + before.size());
            } else if (!event.equals(before.get((int) event.revision() - 1))) {
                throw new AssertionError(topic + " has two events for one revision: " + event + " and "
                        + before.get((int) event.revision() - 1));
            }
        }
        return taken;
    }

    /** Waits until the topic holds just what the store does, each aggregate's events in the same order. */
    static void assertSame(Database store, Bus bus, String topic) {
        Map<String, List<Kept>> stored = byAggregate(inStore(store));
        Waiting.until(
                PUBLISHED,
                () -> differences(stored, onTopic(bus, topic)),
                () -> onTopic(bus, topic).equals(stored));
    }

    private static String differences(Map<String, List<Kept>> stored, Map<String, List<Kept>> published) {
        List<String> aggregates = new ArrayList<>(stored.keySet());
        published.keySet().stream().filter(name -> !stored.containsKey(name)).forEach(aggregates::add);
        return "store and topic agree; they do not on "
                + aggregates.stream()
                        .filter(name ->
                                !stored.getOrDefault(name, List.of()).equals(published.getOrDefault(name, List.of())))
                        .limit(5)
                        .map(name -> name + ": stored " + stored.get(name) + ", published " + published.get(name))
                        .toList();
    }

    private static Map<String, List<Kept>> byAggregate(List<Kept> events) {
        Map<String, List<Kept>> byAggregate = new TreeMap<>();
        events.forEach(event -> byAggregate
                .computeIfAbsent(event.aggregate(), missing -> new ArrayList<>())
                .add(event));
        return byAggregate;
    }

    private static Kept of(Heard heard) {
        String type = heard.header(Headers.TYPE);
        return new Kept(
                heard.header(Headers.AGGREGATE_TYPE) + ":" + heard.header(Headers.SUBJECT),
                Long.parseLong(heard.header(Headers.SEQUENCE)),
                heard.header(Headers.ID),
                type.substring("io.ringfence.".length(), type.lastIndexOf('.')).replaceFirst("^[a-z]+\\.", ""));
    }

    /** The stored payload type is a Java class's name, whose last part follows a dot or a dollar sign. */
    private static String lastPart(String payloadType) {
        return payloadType.substring(Math.max(payloadType.lastIndexOf('.'), payloadType.lastIndexOf('$')) + 1);
    }
}
