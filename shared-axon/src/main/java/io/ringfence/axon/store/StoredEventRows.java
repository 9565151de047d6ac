package io.ringfence.axon.store;

import io.ringfence.events.wire.Evolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;

/**
 * The rows of the event table, aggregate by aggregate, in pages. Each page is a short transaction: a long one would be
 * ended by its time limit, and would hold back what is settled.
 */
public final class StoredEventRows {
    private static final String COLUMNS = """
            select globalindex, aggregateidentifier, sequencenumber, type, eventidentifier, timestamp, payloadtype,
                   payloadrevision, payload, metadata
            from domainevententry
            """;
    private static final String OF_ALL = COLUMNS
            + "where (aggregateidentifier, sequencenumber) > (?, ?) order by aggregateidentifier, sequencenumber limit ";
    private static final String OF_ONE =
            COLUMNS + "where aggregateidentifier = ? and sequencenumber > ? order by sequencenumber limit ";

    private final JdbcTransactions transactions;
    private final Serializer serializer;
    private final StoredEvolution evolution;

    public StoredEventRows(JdbcTransactions transactions, Serializer serializer) {
        this(transactions, serializer, new StoredEvolution(Evolution.OF_THE_CONTRACT));
    }

    StoredEventRows(JdbcTransactions transactions, Serializer serializer, StoredEvolution evolution) {
        this.transactions = transactions;
        this.serializer = serializer;
        this.evolution = evolution;
    }

    /** An event as it is stored. */
    public record Row(long globalIndex, DomainEventData<byte[]> event) {
        /** The text in the row, which need not be an aggregate's. */
        public String aggregate() {
            return event.getAggregateIdentifier();
        }

        /** The number in the row, from 0. */
        public long sequence() {
            return event.getSequenceNumber();
        }
    }

    /** So many rows behind this one, in the order of the database: those of an aggregate in the order of their numbers. */
    public List<Row> behind(String aggregate, long sequence, int most) {
        return page(OF_ALL, aggregate, sequence, most);
    }

    /** So many rows of one aggregate, behind the one with this number. */
    public List<Row> of(String aggregate, long sequence, int most) {
        return page(OF_ONE, aggregate, sequence, most);
    }

    private List<Row> page(String query, String aggregate, long sequence, int most) {
        return transactions.inTransaction(connection -> read(connection, query, aggregate, sequence, most));
    }

    private static List<Row> read(Connection connection, String query, String aggregate, long sequence, int most)
            throws SQLException {
        // As a number in the text: the plan is then made for few rows, and not for a tenth of the table.
        try (PreparedStatement select = connection.prepareStatement(query + most)) {
            select.setString(1, aggregate);
            select.setLong(2, sequence);
            try (ResultSet row = select.executeQuery()) {
                List<Row> rows = new ArrayList<>(most);
                while (row.next()) {
                    rows.add(new Row(row.getLong("globalindex"), event(row)));
                }
                return rows;
            }
        }
    }

    private static DomainEventData<byte[]> event(ResultSet row) throws SQLException {
        return new GenericDomainEventEntry<>(
                row.getString("type"),
                row.getString("aggregateidentifier"),
                row.getLong("sequencenumber"),
                row.getString("eventidentifier"),
                row.getString("timestamp"),
                row.getString("payloadtype"),
                row.getString("payloadrevision"),
                row.getBytes("payload"),
                row.getBytes("metadata"));
    }

    /** The event as Axon reads it: of today's version, and deserialised only where it is asked for what is in it. */
    public DomainEventMessage<?> message(Row row) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(Stream.of(row.event()), serializer, evolution)
                .next();
    }
}
