package io.ringfence.instance;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of addresses and interfaces and their owners. */
final class OwnerRows {
    private static final String TAKE_ADDRESSES = """
            insert into address_owner (scope, address, instance_id, account, security_group_id)
            select ?, wanted, ?, ?, ? from unnest(?::text[]) as wanted order by wanted
            on conflict do nothing returning address
            """;
    private static final String TAKE_PORT = """
            insert into interface_owner (host, interface, instance_id, account, security_group_id)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """;
    private static final String OF_ADDRESS =
            "select instance_id, account, security_group_id from address_owner where scope = ? and address = ?";
    private static final String OF_PORT =
            "select instance_id, account, security_group_id from interface_owner where host = ? and interface = ?";
    private static final String RELEASE_ADDRESSES = "delete from address_owner where instance_id = ?";
    private static final String RELEASE_PORT = "delete from interface_owner where instance_id = ?";
    private static final String RELEASE_OTHER_PORTS = RELEASE_PORT + " and not (host = ? and interface = ?)";

    private final AddressScope scope;

    OwnerRows(AddressScope scope) {
        this.scope = scope;
    }

    /** Takes those addresses that are free; the index of the first that is not, or -1 when all were. */
    int takeAddresses(Connection connection, Claim claim) throws SQLException {
        List<String> wanted =
                claim.addresses().stream().map(IpAddress::toString).toList();
        Set<String> taken = new HashSet<>();
        try (PreparedStatement take = connection.prepareStatement(TAKE_ADDRESSES)) {
            take.setString(1, scope.of(claim.vpc()));
            owner(take, 2, claim.owner());
            take.setArray(5, connection.createArrayOf("text", wanted.toArray()));
            try (ResultSet rows = take.executeQuery()) {
                while (rows.next()) {
                    taken.add(rows.getString(1));
                }
            }
        }
        return wanted.indexOf(wanted.stream()
                .filter(address -> !taken.contains(address))
                .findFirst()
                .orElse(""));
    }

    /** Takes the interface; false when somebody has it. */
    boolean takePort(Connection connection, Owner owner, Claim.Port port) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE_PORT)) {
            take.setString(1, port.host().value());
            take.setString(2, port.interfaceName().value());
            owner(take, 3, owner);
            return take.executeUpdate() == 1;
        }
    }

    private static void owner(PreparedStatement statement, int first, Owner owner) throws SQLException {
        statement.setString(first, owner.instance().value());
        statement.setString(first + 1, owner.account().value());
        statement.setString(first + 2, owner.group().value());
    }

    /** The owner of the claim's address with this index; empty if it went away meanwhile. */
    Optional<Owner> ofAddress(Connection connection, Claim claim, int index) throws SQLException {
        return find(
                connection,
                OF_ADDRESS,
                scope.of(claim.vpc()),
                claim.addresses().get(index).toString());
    }

    /** The owner of an interface; empty if it went away meanwhile. */
    Optional<Owner> ofPort(Connection connection, Claim.Port port) throws SQLException {
        return find(
                connection, OF_PORT, port.host().value(), port.interfaceName().value());
    }

    private static Optional<Owner> find(Connection connection, String sql, String within, String name)
            throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setString(1, within);
            find.setString(2, name);
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? Optional.of(new Owner(
                                new InstanceId(row.getString(1)),
                                new AccountId(row.getString(2)),
                                new SecurityGroupId(row.getString(3))))
                        : Optional.empty();
            }
        }
    }

    /** Frees what the instance has; how many addresses it had. */
    int release(Connection connection, InstanceId instance) throws SQLException {
        int addresses = delete(connection, RELEASE_ADDRESSES, instance);
        releasePort(connection, instance);
        return addresses;
    }

    /** Frees the interface that the instance has, if any. */
    void releasePort(Connection connection, InstanceId instance) throws SQLException {
        delete(connection, RELEASE_PORT, instance);
    }

    /** Frees every interface that the instance has but this one. */
    void releaseOtherPorts(Connection connection, InstanceId instance, Claim.Port kept) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(RELEASE_OTHER_PORTS)) {
            delete.setString(1, instance.value());
            delete.setString(2, kept.host().value());
            delete.setString(3, kept.interfaceName().value());
            delete.executeUpdate();
        }
    }

    private static int delete(Connection connection, String sql, InstanceId instance) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, instance.value());
            return delete.executeUpdate();
        }
    }
}
