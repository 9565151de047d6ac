package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Json;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A store that is older than the references: its rules are found all the same. */
class ReferenceMigrationTest {
    private static final SecurityGroupId CACHE = Sample.group("cache");

    private final RuleDatabase database = RuleDatabase.at("99?");
    private final JdbcTransactions transactions = database.transactions();
    private long sequence;

    @Test
    void theRulesOfAnOlderStoreHoldWhatTheyNameNow() {
        happened(Sample.opened(Sample.rule(1, Sample.tcp(80))));
        happened(new RulesAuthorized(
                Sample.WEB, List.of(naming(2, Sample.DATABASE), naming(3, Sample.DATABASE), naming(4, CACHE))));
        happened(new RuleModified(Sample.WEB, naming(4, Sample.DATABASE)));
        happened(new RuleModified(Sample.WEB, naming(2, CACHE)));
        happened(new RulesRevoked(Sample.WEB, List.of(Sample.id(3))));

        database.migrate("latest");

        assertThat(holders(Sample.DATABASE))
                .extracting(Blocker::id)
                .containsExactly(Sample.id(4).value());
        assertThat(holders(CACHE))
                .containsExactly(new Blocker(Blocker.Kind.RULE, Sample.id(2).value(), Sample.WEB));
        assertThat(database.count("select count(*) from rule_reference")).isEqualTo(2);
    }

    private static Rule naming(int number, SecurityGroupId peer) {
        return Sample.rule(number, Sample.fromGroup(peer));
    }

    private List<Blocker> holders(SecurityGroupId group) {
        return transactions.inTransaction(connection ->
                new ReferenceRows(transactions).holdersOf(group, Sample.NOW).named());
    }

    private void happened(RuleSetEvent event) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into domainevententry"
                    + " (aggregateidentifier, sequencenumber, eventidentifier, payload, payloadtype, timestamp)"
                    + " values (?, ?, ?, ?, ?, '')")) {
                insert.setString(1, event.aggregate().toString());
                insert.setLong(2, sequence++);
                insert.setString(3, UUID.randomUUID().toString());
                insert.setBytes(4, Json.write(event));
                insert.setString(5, event.getClass().getName());
                return insert.executeUpdate();
            }
        });
    }
}
