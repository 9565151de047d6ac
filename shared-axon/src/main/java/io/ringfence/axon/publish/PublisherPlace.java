package io.ringfence.axon.publish;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** How far the publisher is in the store, and that it is to begin anew. Each call is a transaction or joins one. */
final class PublisherPlace {
    private static final String END = "select coalesce(max(globalindex), -1) from domainevententry";
    private static final String PUBLISHED =
            "select coalesce((convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint, -1) from tokenentry"
                    + " where processorname = '" + PublisherProcess.NAME + "'";
    private static final String FIND = "select settings from republication";
    private static final String SAVE = "insert into republication (settings) values (?)"
            + " on conflict (only_row) do update set settings = excluded.settings";
    private static final String REMOVE = "delete from republication";

    private final JdbcTransactions transactions;
    private final EventStore events;
    private final TokenStore tokens;

    PublisherPlace(JdbcTransactions transactions, EventStore events, TokenStore tokens) {
        this.transactions = transactions;
        this.events = events;
        this.tokens = tokens;
    }

    /** The index of the newest event; -1 in an empty store. */
    long end() {
        return number(END);
    }

    /** The index up to which everything is in Kafka; -1 if that is nothing. */
    long published() {
        return number(PUBLISHED);
    }

    private long number(String query) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(query);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        });
    }

    /** The topic as it was when its re-creation was begun; empty if none is under way. */
    Optional<EventTopic.Settings> intention() {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(FIND);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row.getString(1))) : Optional.empty();
            }
        });
    }

    private static EventTopic.Settings read(String json) {
        try {
            return Json.mapper().readValue(json, EventTopic.Settings.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the intention to republish cannot be read", e);
        }
    }

    /**
     * Puts the publisher back to the store's beginning and notes that the topic is to be made anew, both or neither.
     * Fails if another process publishes this store.
     */
    void beginAnew(EventTopic.Settings topic) {
        transactions.inTransaction(connection -> {
            tokens.fetchToken(PublisherProcess.NAME, 0);
            TrackingToken beginning = events.createTailToken();
            tokens.storeToken(beginning, PublisherProcess.NAME, 0);
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                save.setString(1, new String(Json.write(topic), StandardCharsets.UTF_8));
                return save.executeUpdate();
            }
        });
    }

    /** The topic is there again. */
    void forget() {
        transactions.inTransaction(connection -> {
            try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                return remove.executeUpdate();
            }
        });
    }
}
