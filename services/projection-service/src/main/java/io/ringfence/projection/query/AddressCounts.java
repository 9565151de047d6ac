package io.ringfence.projection.query;

import io.ringfence.events.value.SecurityGroupId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** How many private addresses the members of groups have. */
final class AddressCounts {
    private AddressCounts() {}

    /** Of those of these groups that have any. */
    static Uni<Map<SecurityGroupId, Integer>> of(
            Mutiny.Session session, AsOf time, Collection<SecurityGroupId> groups) {
        return new Question<>(
                        Object[].class,
                        "select i.security_group_id, count(*) from instance_version i"
                                + " join address_claim a on a.instance_id = i.id and " + time.holds("a")
                                + " where i.security_group_id = any(:groups) and " + time.holds("i")
                                + " group by i.security_group_id",
                        time.parameters(Map.of(
                                "groups",
                                groups.stream().map(SecurityGroupId::value).toArray(String[]::new))))
                .ask(session)
                .map(rows -> {
                    Map<SecurityGroupId, Integer> counts = new HashMap<>();
                    rows.forEach(
                            row -> counts.put(new SecurityGroupId((String) row[0]), Math.toIntExact((Long) row[1])));
                    return counts;
                });
    }
}
