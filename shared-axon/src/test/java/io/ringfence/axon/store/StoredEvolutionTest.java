package io.ringfence.axon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Evolution;
import io.ringfence.events.wire.Evolution.Step;
import java.util.List;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.Test;

/** The worked example on a real store: in version 1 the revocation called its rules by another name. */
class StoredEvolutionTest {
    private static final StoredEvolution FIRST_DAY = new StoredEvolution(Evolution.OF_THE_CONTRACT);
    private static final StoredEvolution LATER =
            new StoredEvolution(Evolution.of(new Step("io.ringfence.rule.RulesRevoked", 1, body -> {
                body.set("ruleIds", body.remove("revoked"));
                return body;
            })));

    private final JdbcTransactions transactions = new JdbcTransactions(TestStore.source(TestStore.freshDatabase()));
    private final SecurityGroupId group = Submissions.newGroup();
    private final RulesRevoked event = new RulesRevoked(group, List.of());

    @Test
    void events_of_the_first_day_are_read_as_those_of_today_and_stay_stored_as_they_were() {
        append(FIRST_DAY, 0, event);
        storeAsOnTheFirstDay();
        append(LATER, 1, event);
        append(LATER, 2, new RuleSetDeleted(group));

        EventStorageEngine engine = engine(LATER);

        assertThat(engine.readEvents("rules:" + group).asStream().<Object>map(EventMessage::getPayload))
                .containsExactly(event, event, new RuleSetDeleted(group));
        assertThat(engine.readEvents(engine.createTailToken(), false).<Object>map(EventMessage::getPayload))
                .containsExactly(event, event, new RuleSetDeleted(group));
        assertThat(column("coalesce(payloadrevision, 'none')")).isEqualTo("none,2,none");
        assertThat(column("convert_from(payload, 'UTF8')")).contains("revoked");
    }

    @Test
    void an_old_event_goes_out_in_the_form_of_today() {
        append(FIRST_DAY, 0, event);
        storeAsOnTheFirstDay();
        JacksonSerializer serializer = StoredForm.serializer(LATER);

        byte[] published = engine(LATER)
                .readEvents("rules:" + group)
                .next()
                .serializePayload(serializer, byte[].class)
                .getData();
        StoredEventRows rows = new StoredEventRows(transactions, serializer, LATER);
        byte[] hashed = rows.message(rows.behind("", -1, 1).get(0))
                .serializePayload(serializer, byte[].class)
                .getData();

        assertThat(published)
                .isEqualTo(serializer.serialize(event, byte[].class).getData());
        assertThat(hashed).isEqualTo(published);
    }

    private EventStorageEngine engine(StoredEvolution evolution) {
        return AxonSetup.engine(transactions, StoredForm.serializer(evolution), evolution);
    }

    private void append(StoredEvolution evolution, long sequence, DomainEvent payload) {
        Transaction transaction = transactions.startTransaction();
        engine(evolution).appendEvents(new GenericDomainEventMessage<>("RuleSet", "rules:" + group, sequence, payload));
        transaction.commit();
    }

    private void storeAsOnTheFirstDay() {
        transactions.inTransaction(connection -> connection
                .createStatement()
                .executeUpdate("update domainevententry set payload = convert_to("
                        + "replace(convert_from(payload, 'UTF8'), 'ruleIds', 'revoked'), 'UTF8')"));
    }

    private String column(String expression) {
        return transactions.inTransaction(connection -> {
            var row = connection
                    .createStatement()
                    .executeQuery(
                            "select string_agg(" + expression + ", ',' order by globalindex) from domainevententry");
            row.next();
            return row.getString(1);
        });
    }
}
