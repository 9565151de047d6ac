package io.ringfence.projection.query;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.AddressSet;
import io.ringfence.policy.image.Members;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** The addresses that the members of groups own: of two live claimants the one that was registered later. */
public final class GroupMembers {
    private static final String OWNED = "select i.security_group_id, a.address from instance_version i"
            + " join address_claim a on a.instance_id = i.id and %1$s"
            + " where i.security_group_id = any(:groups) and %2$s and not exists ("
            + " select 1 from address_claim b join instance_version j on j.id = b.instance_id and %4$s"
            + " where b.address = a.address and b.instance_id <> i.id and %3$s"
            + " and (j.registered_at, j.id) > (i.registered_at, i.id))";

    private GroupMembers() {}

    /** Of those of these groups that have any. */
    public static Uni<Map<SecurityGroupId, Members>> of(
            Mutiny.Session session, AsOf time, Collection<SecurityGroupId> groups) {
        if (groups.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return new Question<>(
                        Object[].class,
                        OWNED.formatted(time.holds("a"), time.holds("i"), time.holds("b"), time.holds("j")),
                        time.parameters(Map.of(
                                "groups",
                                groups.stream().map(SecurityGroupId::value).toArray(String[]::new))))
                .ask(session)
                .map(GroupMembers::members);
    }

    private static Map<SecurityGroupId, Members> members(List<Object[]> rows) {
        Map<String, List<IpAddress>> addresses = new HashMap<>();
        rows.forEach(row -> addresses
                .computeIfAbsent((String) row[0], none -> new ArrayList<>())
                .add(IpAddress.parse((String) row[1])));
        Map<SecurityGroupId, Members> members = new HashMap<>();
        addresses.forEach((group, own) -> members.put(
                new SecurityGroupId(group), new Members(of(own, AddressFamily.IPV4), of(own, AddressFamily.IPV6))));
        return members;
    }

    private static AddressSet of(List<IpAddress> addresses, AddressFamily family) {
        return AddressSet.of(
                addresses.stream().filter(address -> address.family() == family).toList());
    }
}
