package io.ringfence.axon.store;

import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Evolution;
import java.io.IOException;
import java.util.List;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that appends an event and, before it commits, waits for a byte on its standard input: time enough to be
 * stopped. It says {@code appended}, and at the end {@code committed} or {@code refused}.
 */
final class StoppedWriter {
    private StoppedWriter() {}

    /**
     * Takes the database's URL, user and password, the options of its connections, and a group without a rule set.
     */
    public static void main(String[] arguments) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(arguments[0]);
        source.setUser(arguments[1]);
        source.setPassword(arguments[2]);
        source.setOptions(arguments[3]);
        JdbcTransactions transactions = new JdbcTransactions(source);
        StoredEvolution evolution = new StoredEvolution(Evolution.OF_THE_CONTRACT);
        EventStorageEngine engine = AxonSetup.engine(transactions, StoredForm.serializer(evolution), evolution);
        SecurityGroupId group = new SecurityGroupId(arguments[4]);
        Transaction transaction = transactions.startTransaction();
        engine.appendEvents(new GenericDomainEventMessage<>(
                "SampleRules", "rules:" + group, 0, new RulesAuthorized(group, List.of())));
        System.out.println("appended");
        if (System.in.read() < 0) {
            throw new IOException("nobody is there any more");
        }
        try {
            transaction.commit();
            System.out.println("committed");
        } catch (RuntimeException e) {
            System.out.println("refused");
        }
    }
}
