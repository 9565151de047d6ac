package io.ringfence.agent.render;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.resolve.ClosedInstance;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.OpenInstance;
import io.ringfence.policy.resolve.ResolvedPeer.MembersOf;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The text of the table that enforces a host's policy. Of one thread. */
public final class TableRenderer {

    static final String GUARDED = "guarded";

    private final TableSettings settings;
    private final FixedChains fixedChains;
    private Map<SecurityGroupId, GroupChains> rendered = Map.of();

    public TableRenderer(TableSettings settings) {
        this.settings = settings;
        this.fixedChains = new FixedChains(settings);
    }

    /**
     * Renders the policy. An interface of a closed or withheld instance is guarded and in no map, so it passes nothing.
     *
     * @param withheld what stays closed although the policy opens it
     */
    public String render(HostPolicy policy, Withheld withheld) {
        List<OpenInstance> open = policy.open().values().stream()
                .filter(instance -> !withheld.covers(instance))
                .toList();
        List<GroupPolicy> groups = policy.groups().values().stream()
                .filter(group -> !withheld.groups().contains(group.securityGroupId()))
                .toList();
        TableText text = new TableText().open("table inet ringfence");
        guarded(policy, text);
        bindings(open, text);
        memberSets(policy, groups, text);
        fixedChains.deny(text);
        groupChains(groups, text);
        dispatch(open, text);
        fixedChains.hooks(text);
        return text.close().toString();
    }

    /** What a policy came to is kept for the next time, as most groups are then what they were. */
    private void groupChains(List<GroupPolicy> groups, TableText text) {
        Map<SecurityGroupId, GroupChains> now = new HashMap<>();
        Map<String, List<String>> shared = new LinkedHashMap<>();
        Map<String, List<String>> own = new LinkedHashMap<>();
        for (GroupPolicy group : groups) {
            GroupChains before = rendered.get(group.securityGroupId());
            GroupChains chains = before != null && before.policy().equals(group) ? before : GroupChains.of(group);
            now.put(group.securityGroupId(), chains);
            shared.putAll(chains.shared());
            own.putAll(chains.own());
        }
        rendered = now;
        shared.forEach(text::chain);
        own.forEach(text::chain);
    }

    /** The interfaces of instances that no pattern covers. */
    private void guarded(HostPolicy policy, TableText text) {
        List<String> names = Stream.concat(
                        policy.open().values().stream().map(OpenInstance::interfaceName),
                        policy.closed().values().stream().map(ClosedInstance::interfaceName))
                .filter(name -> !settings.coveredByPattern(name))
                .distinct()
                .sorted()
                .map(TableRenderer::quoted)
                .toList();
        text.elements("set " + GUARDED, "ifname", names);
    }

    private static void bindings(List<OpenInstance> open, TableText text) {
        for (AddressFamily family : AddressFamily.values()) {
            List<String> elements = open.stream()
                    .flatMap(instance -> instance.addresses().stream()
                            .filter(address -> address.family() == family)
                            .map(address -> quoted(instance.interfaceName()) + " . " + address))
                    .sorted()
                    .toList();
            text.elements("set " + Names.bindings(family), "ifname . " + addressType(family), elements);
        }
    }

    private static void memberSets(HostPolicy policy, List<GroupPolicy> groups, TableText text) {
        for (SecurityGroupId group : named(groups)) {
            Members members = policy.members().getOrDefault(group, Members.NONE);
            for (AddressFamily family : AddressFamily.values()) {
                List<String> elements =
                        members.of(family).stream().map(IpAddress::toString).toList();
                text.elements("set " + Names.members(group, family), addressType(family), elements);
            }
        }
    }

    private static SortedSet<SecurityGroupId> named(List<GroupPolicy> groups) {
        SortedSet<SecurityGroupId> named = new TreeSet<>();
        for (GroupPolicy group : groups) {
            if (group.innerAccess()) {
                named.add(group.securityGroupId());
            }
            group.rules().forEach(rule -> {
                if (rule.peer() instanceof MembersOf peer) {
                    named.add(peer.group());
                }
            });
        }
        return named;
    }

    private static void dispatch(List<OpenInstance> open, TableText text) {
        for (Direction direction : Direction.values()) {
            List<String> elements = open.stream()
                    .map(instance -> quoted(instance.interfaceName()) + " : goto "
                            + Names.chain(instance.securityGroupId(), direction))
                    .sorted()
                    .toList();
            text.elements("map " + Names.dispatch(direction), "ifname : verdict", elements);
        }
    }

    private static String addressType(AddressFamily family) {
        return family == AddressFamily.IPV4 ? "ipv4_addr" : "ipv6_addr";
    }

    private static String quoted(InterfaceName name) {
        return "\"" + name + "\"";
    }
}
