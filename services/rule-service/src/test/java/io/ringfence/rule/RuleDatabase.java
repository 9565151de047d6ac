package io.ringfence.rule;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.sql.ResultSet;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with the tables of this service, and nothing in them. */
final class RuleDatabase {
    private final PGSimpleDataSource source = new PGSimpleDataSource();

    private RuleDatabase() {
        Database database = Infrastructure.shared().database("rule_service");
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
    }

    static RuleDatabase fresh() {
        RuleDatabase fresh = new RuleDatabase();
        fresh.migrate("latest");
        return fresh;
    }

    /** One whose tables are those of the migrations up to this version, which may be one that is not there: {@code 99?}. */
    static RuleDatabase at(String version) {
        RuleDatabase old = new RuleDatabase();
        old.migrate(version);
        return old;
    }

    void migrate(String version) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "classpath:db/known-groups")
                .target(version)
                .load()
                .migrate();
    }

    /** Another process's way to it. */
    JdbcTransactions transactions() {
        return new JdbcTransactions(source);
    }

    void execute(String sql) {
        transactions().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** Makes a living BASIC group of ACME's known. */
    void learn(SecurityGroupId group) {
        execute("insert into known_group (id, account, vpc, region, type, life, revision, learned_at) values ('" + group
                + "', '" + Sample.ACME + "', '" + Sample.VPC + "', 'local', 'BASIC', 'OPEN', 1, 1)");
    }

    long count(String query) {
        return transactions().inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Whether somebody waits for a lock that somebody else has. */
    boolean somebodyWaits() {
        return count("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                > 0;
    }
}
