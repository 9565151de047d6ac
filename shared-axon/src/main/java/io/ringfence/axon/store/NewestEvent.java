package io.ringfence.axon.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.events.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** The time of the newest event in the store, past which a starting service moves its clock. */
public final class NewestEvent {
    /** Transactions commit in another order than they take their times; no more of them than this run at once. */
    private static final String LAST_FEW = "select metadata from domainevententry order by globalindex desc limit 1000";

    private NewestEvent() {}

    /** Microseconds since 1970; 0 for an empty store. */
    public static long occurredAt(JdbcTransactions transactions) {
        return transactions.inTransaction(connection -> {
            long newest = 0;
            try (PreparedStatement statement = connection.prepareStatement(LAST_FEW);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    newest = Math.max(newest, occurredAt(rows.getBytes(1)));
                }
            }
            return newest;
        });
    }

    private static long occurredAt(byte[] metaData) {
        ObjectMapper mapper = Json.mapper();
        try {
            return mapper.readTree(metaData).path(EventMetadata.OCCURRED_AT).asLong();
        } catch (IOException e) {
            throw new UncheckedIOException("an event's metadata is not JSON", e);
        }
    }
}
