package io.ringfence.projection;

import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The projection's tables, seen past the service. */
public final class Tables {
    private static final List<String> FACTS = List.of(
            "group_version",
            "rule_set_version",
            "rule_version",
            "prefix_list_version",
            "membership_version",
            "instance_version",
            "address_claim",
            "aggregate",
            "history");

    private final DataSource database;

    public Tables(DataSource database) {
        this.database = database;
    }

    /** Every row of every table but the positions, in an order of their own, without where its event stands in Kafka. */
    Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        FACTS.forEach(table -> dump.put(
                table,
                text("select string_agg(t.fact, E'\\n' order by t.fact) from (select"
                        + " (to_jsonb(f) - 'topic_id' - 'topic_partition' - 'record_offset')::text as fact from "
                        + table
                        + " f) t")));
        return dump;
    }

    /** Where the rows stand. */
    public Positions positions() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select topic, topic_id, topic_partition, next_offset from feed_position")) {
            List<Position> positions = new ArrayList<>();
            while (rows.next()) {
                positions.add(new Position(rows.getString(1), rows.getString(2), rows.getInt(3), rows.getLong(4)));
            }
            return Positions.of(positions);
        } catch (SQLException e) {
            throw new IllegalStateException("the positions cannot be read", e);
        }
    }

    /** Why a record with this key is kept as unreadable, its headers and its body; empty if none is. */
    String unreadable(String topic, String key) {
        return text("select reason || ' ' || headers || ' ' || convert_from(body, 'UTF8') from unreadable_record"
                + " where topic = '" + topic + "' and record_key = convert_to('" + key + "', 'UTF8') limit 1");
    }

    public void clear() {
        execute("truncate feed_position, unreadable_record, " + String.join(", ", FACTS));
    }

    /** Ends every other connection to this database, as a dying server would. */
    void cutConnections() {
        text("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()"
                + " and application_name like 'vertx%'");
    }

    /** The only value of a query, as text; empty where it is null. */
    public String text(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Changes rows past the service; answers how many. */
    public int execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
