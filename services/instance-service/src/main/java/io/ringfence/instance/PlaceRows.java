package io.ringfence.instance;

import io.ringfence.events.value.SecurityGroupId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many addresses each group has, a row a group. A row's lock is held until the transaction ends, so that two claims
 * on the last place cannot both be met.
 */
final class PlaceRows {
    private static final String TAKE = """
            insert into group_places as places (security_group_id, taken) select ?, ? where ? <= ?
            on conflict (security_group_id) do update set taken = places.taken + excluded.taken
            where places.taken + excluded.taken <= ?
            """;
    private static final String TAKEN = "select taken from group_places where security_group_id = ?";
    private static final String GIVE_BACK = "update group_places set taken = taken - ? where security_group_id = ?";

    /** Takes so many places; false, and none taken, when the group would have more than its limit. */
    boolean take(Connection connection, SecurityGroupId group, int wanted, int limit) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, group.value());
            take.setInt(2, wanted);
            take.setInt(3, wanted);
            take.setInt(4, limit);
            take.setInt(5, limit);
            return take.executeUpdate() == 1;
        }
    }

    /** How many places are taken. */
    int taken(Connection connection, SecurityGroupId group) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(TAKEN)) {
            find.setString(1, group.value());
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /** Gives so many places back; false when the group never had any taken. */
    boolean giveBack(Connection connection, SecurityGroupId group, int places) throws SQLException {
        try (PreparedStatement giveBack = connection.prepareStatement(GIVE_BACK)) {
            giveBack.setInt(1, places);
            giveBack.setString(2, group.value());
            return giveBack.executeUpdate() == 1;
        }
    }
}
