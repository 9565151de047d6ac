package io.ringfence.projection.consume;

import io.ringfence.projection.rows.VersionRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The versions that a batch makes and ends, of one kind of thing. */
final class Versions<K, V extends VersionRow> {
    private final Map<K, Long> ended = new LinkedHashMap<>();
    private final Map<K, V> open = new LinkedHashMap<>();
    private final List<V> made = new ArrayList<>();

    /** The first version of a new thing. */
    void begin(K key, V version) {
        made.add(version);
        open.put(key, version);
    }

    /** The next version of a thing; the one before ends as it begins. */
    void replace(K key, V version) {
        end(key, version.validFrom);
        begin(key, version);
    }

    /** The thing's last version ends, whether this batch made it or an earlier one. */
    void end(K key, long at) {
        V before = open.remove(key);
        if (before == null) {
            ended.putIfAbsent(key, at);
        } else {
            before.validTo = at;
        }
    }

    /** Ends every open version that this batch made of these things. */
    void endMade(Predicate<K> which, long at) {
        open.entrySet().removeIf(entry -> {
            boolean ends = which.test(entry.getKey());
            if (ends) {
                entry.getValue().validTo = at;
            }
            return ends;
        });
    }

    /** When the open rows of earlier batches end. */
    Map<K, Long> ended() {
        return ended;
    }

    /** The new rows, open or already ended. */
    List<V> made() {
        return made;
    }
}
