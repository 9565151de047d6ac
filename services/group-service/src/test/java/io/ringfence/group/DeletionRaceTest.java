package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.time.Ids;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.group.SecurityGroupCommand.AnswerDeletion;
import io.ringfence.events.group.SecurityGroupCommand.CreateSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.DeleteSecurityGroup;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Two processes on one store, each with its own memory: a deletion ends once, and everybody who asked hears of it. */
class DeletionRaceTest {
    private static final int RACES = Boolean.getBoolean("ringfence.test.long") ? 50 : 5;
    private static final Held FREE = Held.BY_NOTHING;

    private final PGSimpleDataSource source = database();
    private final GroupProcess here = new GroupProcess(source);
    private final GroupProcess elsewhere = new GroupProcess(source);

    private static PGSimpleDataSource database() {
        Database database = Infrastructure.shared().database("group_races");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }

    @AfterEach
    void close() {
        here.close();
        elsewhere.close();
    }

    @Test
    void both_answers_at_once_end_the_deletion_once_and_both_who_asked_for_it_hear_the_same() {
        for (int race = 0; race < RACES; race++) {
            SecurityGroupId group = created();
            CompletableFuture<Outcome> first = here.submit(new DeleteSecurityGroup(group));
            awaitPending(group, 1);
            CompletableFuture<Outcome> second = elsewhere.submit(new DeleteSecurityGroup(group));
            awaitPending(group, 2);

            CompletableFuture<Outcome> rules = here.submit(answer(group, DeletionPart.RULES, FREE));
            CompletableFuture<Outcome> members = elsewhere.submit(answer(group, DeletionPart.MEMBERSHIP, FREE));

            assertThat(join(rules)).isInstanceOf(Accepted.class);
            assertThat(join(members)).isInstanceOf(Accepted.class);
            assertThat(join(first))
                    .isInstanceOfSatisfying(
                            Accepted.class,
                            accepted -> assertThat(accepted.revision().number()).isEqualTo(3));
            assertThat(join(second)).isEqualTo(join(first));
            assertThat(count("select count(*) from domainevententry where aggregateidentifier = 'group:" + group + "'"))
                    .isEqualTo(3);
        }
        assertThat(count("select count(*) from deletion_attempt")).isZero();
        assertThat(count("select groups from group_count")).isZero();
    }

    @Test
    void a_deletion_that_comes_as_the_attempt_ends_joins_it_or_begins_another_and_never_waits_for_what_is_over() {
        for (int race = 0; race < RACES; race++) {
            SecurityGroupId group = created();
            CompletableFuture<Outcome> first = here.submit(new DeleteSecurityGroup(group));
            awaitPending(group, 1);
            join(elsewhere.submit(answer(group, DeletionPart.RULES, FREE)));

            Held held = new Held(List.of(new Blocker(Blocker.Kind.INSTANCE, "eci-one", group)), 1);
            CompletableFuture<Outcome> last = here.submit(answer(group, DeletionPart.MEMBERSHIP, held));
            CompletableFuture<Outcome> late = elsewhere.submit(new DeleteSecurityGroup(group));

            assertThat(join(last)).isInstanceOf(Accepted.class);
            assertThat(join(first)).isInstanceOf(Rejected.class);
            Waiting.until(
                    Duration.ofSeconds(20),
                    "the late deletion has joined, or begun an attempt of its own",
                    () -> late.isDone()
                            || count("select count(*) from deletion_attempt where security_group_id = '" + group
                                            + "' and attempt = 4")
                                    == 1);
            join(here.submit(new AnswerDeletion(group, 4, DeletionPart.RULES, List.of(), 0)));
            join(here.submit(new AnswerDeletion(group, 4, DeletionPart.MEMBERSHIP, held.by(), 1)));
            assertThat(join(late))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected ->
                                    assertThat(rejected.problem().code()).isEqualTo(ProblemCode.SECURITY_GROUP_IN_USE));
        }
        assertThat(count("select count(*) from command_ledger where pending_on is not null"))
                .isZero();
    }

    private SecurityGroupId created() {
        SecurityGroupId group = new Ids().securityGroup();
        join(here.submit(new CreateSecurityGroup(
                group,
                "web",
                "",
                SecurityGroupType.BASIC,
                VpcId.DEFAULT,
                RegionId.DEFAULT,
                InnerAccessPolicy.ACCEPT,
                Map.of(),
                true)));
        return group;
    }

    private static AnswerDeletion answer(SecurityGroupId group, DeletionPart part, Held held) {
        return new AnswerDeletion(group, 2, part, held.by(), held.count());
    }

    private void awaitPending(SecurityGroupId group, int commands) {
        Waiting.until(
                Duration.ofSeconds(20),
                commands + " deletions are pending",
                () -> count("select count(*) from command_ledger where pending_on = 'group:" + group + "@2'")
                        == commands);
    }

    private static Outcome join(CompletableFuture<Outcome> outcome) {
        return outcome.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private long count(String query) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
