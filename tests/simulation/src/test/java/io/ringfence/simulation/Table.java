package io.ringfence.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows by key. A change is taken back with its transaction. */
public final class Table<K, V> {
    private final Store store;
    private final Map<K, V> rows = new LinkedHashMap<>();

    Table(Store store) {
        this.store = store;
    }

    public @Nullable V get(K key) {
        return rows.get(key);
    }

    /** The rows, as they are now. */
    public List<V> values() {
        return List.copyOf(rows.values());
    }

    /** The keys, as they are now. */
    public List<K> keys() {
        return List.copyOf(rows.keySet());
    }

    public void put(K key, V row) {
        V before = rows.put(key, row);
        store.changed(() -> restore(key, before));
    }

    public void remove(K key) {
        V before = rows.remove(key);
        store.changed(() -> restore(key, before));
    }

    private void restore(K key, @Nullable V row) {
        if (row == null) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }
}
