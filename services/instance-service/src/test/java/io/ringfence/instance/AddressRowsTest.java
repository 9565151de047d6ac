package io.ringfence.instance;

import static io.ringfence.instance.Sample.ETH0;
import static io.ringfence.instance.Sample.ONE;
import static io.ringfence.instance.Sample.TWO;
import static io.ringfence.instance.Sample.at;
import static io.ringfence.instance.Sample.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.instance.Claim.Port;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class AddressRowsTest extends AddressAllocationContract {
    private static final int AT_ONCE = 16;
    private static final String TABLES = "/db/migration/V100__address_allocation.sql";
    private static final String ALL_ROWS = "select (select count(*) from address_owner)"
            + " + (select count(*) from interface_owner) + (select count(*) from group_places)";

    private static final PGSimpleDataSource SOURCE = new PGSimpleDataSource();
    private static final JdbcTransactions TRANSACTIONS = new JdbcTransactions(SOURCE);

    private final AddressAllocation rows = new AddressRows(TRANSACTIONS, FEW, AddressScope.INSTALLATION);

    @BeforeAll
    static void makeTheTables() throws IOException {
        Database database = Infrastructure.shared().database("address_rows");
        SOURCE.setUrl(database.jdbcUrl());
        SOURCE.setUser(database.user());
        SOURCE.setPassword(database.password());
        try (InputStream tables = AddressRowsTest.class.getResourceAsStream(TABLES)) {
            execute(new String(Objects.requireNonNull(tables).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @BeforeEach
    void emptyTheTables() {
        execute("truncate address_owner, interface_owner, group_places");
    }

    private static void execute(String sql) {
        TRANSACTIONS.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** Every call in a transaction that commits, whatever the call came to: as the worst caller would do it. */
    @Override
    AddressAllocation allocation() {
        return new AddressAllocation() {
            @Override
            public void take(Claim claim) {
                committing(() -> rows.take(claim));
            }

            @Override
            public void move(Owner instance, Claim.@Nullable Port to) {
                committing(() -> rows.move(instance, to));
            }

            @Override
            public void giveBack(InstanceId instance, SecurityGroupId group) {
                committing(() -> rows.giveBack(instance, group));
            }
        };
    }

    private static void committing(Runnable work) {
        var transaction = TRANSACTIONS.startTransaction();
        try {
            work.run();
        } finally {
            transaction.commit();
        }
    }

    private static long count(String query) {
        return TRANSACTIONS.inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery(query)) {
                count.next();
                return count.getLong(1);
            }
        });
    }

    @Test
    void aRefusalLeavesNoRowThoughItsTransactionCommits() {
        Claim tooMuch = at(claim(ONE, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"), ETH0);

        assertThatThrownBy(() -> allocation().take(tooMuch)).isInstanceOf(Refusal.class);

        assertThat(count(ALL_ROWS)).isZero();
    }

    @Test
    void aTransactionThatIsRolledBackTakesNothing() {
        var transaction = TRANSACTIONS.startTransaction();
        rows.take(at(claim(ONE, "10.0.0.1"), ETH0));
        transaction.rollback();

        assertThat(count(ALL_ROWS)).isZero();
    }

    @Test
    void ofManyClaimsOnOneAddressAtOnceExactlyOneIsMet() throws Exception {
        List<ProblemCode> refusals = atOnce(i -> claim(new InstanceId("eci-" + i), "10.0.0.1"));

        assertThat(refusals).hasSize(AT_ONCE - 1).containsOnly(ProblemCode.ADDRESS_IN_USE);
    }

    @Test
    void ofManyClaimsOnOneInterfaceAtOnceExactlyOneIsMet() throws Exception {
        List<ProblemCode> refusals = atOnce(i -> at(claim(new InstanceId("eci-" + i), "10.0.1." + i), ETH0));

        assertThat(refusals).hasSize(AT_ONCE - 1).containsOnly(ProblemCode.INTERFACE_IN_USE);
    }

    @Test
    void ofManyClaimsOnAGroupAtOnceAsManyAreMetAsThereArePlaces() throws Exception {
        List<ProblemCode> refusals = atOnce(i -> claim(new InstanceId("eci-" + i), "10.0.1." + i));

        assertThat(refusals).hasSize(AT_ONCE - 4).containsOnly(ProblemCode.LIMIT_EXCEEDED);
    }

    @Test
    void claimsThatNameTheSameAddressesInOtherOrdersDoNotWaitForEachOther() throws Exception {
        List<ProblemCode> refusals = atOnce(i -> i % 2 == 0
                ? claim(new InstanceId("eci-" + i), "10.0.0.1", "10.0.0.2")
                : claim(new InstanceId("eci-" + i), "10.0.0.2", "10.0.0.1"));

        assertThat(refusals).hasSize(AT_ONCE - 1).containsOnly(ProblemCode.ADDRESS_IN_USE);
    }

    @Test
    void ofManyMovesToOneInterfaceAtOnceExactlyOneSucceedsAndTheOthersKeepTheirs() throws Exception {
        Port wanted = new Port(new HostName("h9"), new InterfaceName("sg9"));
        for (int i = 0; i < 4; i++) {
            allocation().take(at(claim(new InstanceId("eci-" + i), "10.0.1." + i), port(i)));
        }

        List<ProblemCode> refusals = allAtOnce(
                4, i -> allocation().move(claim(new InstanceId("eci-" + i)).owner(), wanted));

        assertThat(refusals).hasSize(3).containsOnly(ProblemCode.INTERFACE_IN_USE);
        assertThat(count("select count(*) from interface_owner")).isEqualTo(4);
        assertThat(count("select count(distinct instance_id) from interface_owner"))
                .isEqualTo(4);
    }

    private static Port port(int number) {
        return new Port(new HostName("h1"), new InterfaceName("sg" + number));
    }

    @Test
    void severalMovesInOneTransactionHandInterfacesOn() {
        allocation().take(at(claim(ONE, "10.0.0.1"), port(1)));
        allocation().take(at(claim(TWO, "10.0.0.2"), port(2)));

        committing(() -> {
            rows.move(claim(ONE).owner(), port(3));
            rows.move(claim(TWO).owner(), port(1));
            assertThatThrownBy(() -> rows.move(claim(TWO).owner(), port(3))).isInstanceOf(Refusal.class);
            rows.move(claim(ONE).owner(), port(2));
        });

        assertThat(count("select count(*) from interface_owner where instance_id = 'eci-one' and interface = 'sg2'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from interface_owner where instance_id = 'eci-two' and interface = 'sg1'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from interface_owner")).isEqualTo(2);
    }

    /** Makes the claims at the same time; the codes of those that were refused. Anything else that goes wrong fails. */
    private List<ProblemCode> atOnce(IntFunction<Claim> claims) throws Exception {
        return allAtOnce(AT_ONCE, i -> allocation().take(claims.apply(i)));
    }

    private static List<ProblemCode> allAtOnce(int count, IntConsumer work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<List<ProblemCode>>> made = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                made.add(threads.submit(() -> {
                    start.await(20, TimeUnit.SECONDS);
                    return refusals(() -> work.accept(number));
                }));
            }
            List<ProblemCode> refusals = new ArrayList<>();
            for (Future<List<ProblemCode>> one : made) {
                refusals.addAll(one.get(20, TimeUnit.SECONDS));
            }
            return refusals;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<ProblemCode> refusals(Runnable work) {
        try {
            work.run();
            return List.of();
        } catch (Refusal refusal) {
            return List.of(refusal.problem().code());
        }
    }

    @Test
    void inTheScopeOfAVpcAnAddressHasOneOwnerInEach() {
        AddressAllocation scoped = new AddressRows(TRANSACTIONS, FEW, AddressScope.VPC);
        committing(() -> scoped.take(claim(ONE, "10.0.0.1")));

        assertThatNoException()
                .isThrownBy(() -> committing(() -> scoped.take(inVpc("vpc-other", claim(TWO, "10.0.0.1")))));
        assertThatThrownBy(() -> committing(() -> scoped.take(claim(TWO, "10.0.0.1"))))
                .isInstanceOf(Refusal.class);
    }

    private static Claim inVpc(String vpc, Claim claim) {
        return new Claim(
                claim.instance(),
                claim.account(),
                new VpcId(vpc),
                claim.group(),
                claim.type(),
                claim.addresses(),
                claim.port());
    }
}
