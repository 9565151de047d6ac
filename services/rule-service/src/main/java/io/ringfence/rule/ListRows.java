package io.ringfence.rule;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.PrefixListId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prefix lists as rows. Whoever finds one holds its row {@code for share}, whoever deletes it {@code for update}. */
final class ListRows implements Lists {
    private static final String FIND =
            "select account, family, max_entries, made_at from prefix_list where id = ? and not deleted for share";
    private static final String SIZES = "select id, max_entries from prefix_list where id = any (?)";
    private static final String MADE = "insert into prefix_list (id, account, family, max_entries, made_at)"
            + " values (?, ?, ?, ?, ?) on conflict do nothing";
    private static final String GONE = "update prefix_list set deleted = true where id = ?";

    private final JdbcTransactions transactions;

    ListRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<KnownList> find(PrefixListId id) {
        return transactions.call(connection -> {
            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                find.setString(1, id.value());
                try (ResultSet row = find.executeQuery()) {
                    return row.next()
                            ? Optional.of(new KnownList(
                                    id,
                                    new AccountId(row.getString("account")),
                                    AddressFamily.valueOf(row.getString("family")),
                                    row.getInt("max_entries"),
                                    row.getLong("made_at")))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public Map<PrefixListId, Integer> sizes(Set<PrefixListId> ids) {
        return transactions.call(connection -> {
            Map<PrefixListId, Integer> sizes = new HashMap<>();
            try (PreparedStatement find = connection.prepareStatement(SIZES)) {
                Object[] texts = ids.stream().map(PrefixListId::value).toArray();
                find.setArray(1, connection.createArrayOf("text", texts));
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        sizes.put(new PrefixListId(row.getString(1)), row.getInt(2));
                    }
                }
            }
            return sizes;
        });
    }

    @Override
    public void made(KnownList list) {
        transactions.call(connection -> {
            try (PreparedStatement add = connection.prepareStatement(MADE)) {
                add.setString(1, list.id().value());
                add.setString(2, list.account().value());
                add.setString(3, list.family().name());
                add.setInt(4, list.maxEntries());
                add.setLong(5, list.madeAt());
                return add.executeUpdate();
            }
        });
    }

    @Override
    public void gone(PrefixListId id) {
        transactions.call(connection -> {
            try (PreparedStatement mark = connection.prepareStatement(GONE)) {
                mark.setString(1, id.value());
                return mark.executeUpdate();
            }
        });
    }
}
