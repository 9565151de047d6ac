package io.ringfence.instance;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The allocation as rows in PostgreSQL: one for each address, for each interface and for each group's count.
 *
 * <p>No statement here can fail on what another transaction did: a violated key would abort the whole transaction, and
 * with it the record of the refusal. A row that is there already is an insert of nothing, waiting for whoever is about
 * to write it; a full group is an update of nothing. A refusal goes back to a savepoint, so that it leaves no row
 * behind whatever else the transaction commits.
 *
 * <p>Rows are written in one order everywhere (addresses by their text, interface, count), so that two claims wait for
 * each other in one direction only; the count, which every claim on a group needs, comes last and is held shortest.
 */
final class AddressRows implements AddressAllocation {
    private final JdbcTransactions transactions;
    private final Capacity capacity;
    private final OwnerRows owners;
    private final PlaceRows places = new PlaceRows();

    AddressRows(JdbcTransactions transactions, Capacity capacity, AddressScope scope) {
        this.transactions = transactions;
        this.capacity = capacity;
        this.owners = new OwnerRows(scope);
    }

    @Override
    public void take(Claim claim) {
        Optional<Refusal> refusal = transactions.call(connection -> {
            Savepoint before = connection.setSavepoint();
            Optional<Refusal> refused = tryToTake(connection, claim);
            if (refused.isPresent()) {
                connection.rollback(before);
            }
            connection.releaseSavepoint(before);
            return refused;
        });
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private Optional<Refusal> tryToTake(Connection connection, Claim claim) throws SQLException {
        int inUse = owners.takeAddresses(connection, claim);
        if (inUse >= 0) {
            return Optional.of(Taken.address(claim, inUse, owners.ofAddress(connection, claim, inUse)));
        }
        Claim.Port port = claim.port();
        if (port != null && !owners.takePort(connection, claim.owner(), port)) {
            return Optional.of(Taken.port(claim.account(), port, owners.ofPort(connection, port)));
        }
        int wanted = claim.addresses().size();
        int limit = capacity.of(claim.type());
        if (!places.take(connection, claim.group(), wanted, limit)) {
            return Optional.of(Taken.places(claim, limit, places.taken(connection, claim.group()) + wanted));
        }
        return Optional.empty();
    }

    @Override
    public void move(Owner instance, Claim.@Nullable Port to) {
        Optional<Refusal> refusal = transactions.call(connection -> {
            if (to == null) {
                owners.releasePort(connection, instance.instance());
                return Optional.empty();
            }
            // The new one first: where it is taken nothing has changed yet, so that there is nothing to undo.
            if (!owners.takePort(connection, instance, to)) {
                return Optional.of(Taken.port(instance.account(), to, owners.ofPort(connection, to)));
            }
            owners.releaseOtherPorts(connection, instance.instance(), to);
            return Optional.empty();
        });
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    @Override
    public void giveBack(InstanceId instance, SecurityGroupId group) {
        transactions.call(connection -> {
            int addresses = owners.release(connection, instance);
            return places.giveBack(connection, group, addresses);
        });
    }
}
