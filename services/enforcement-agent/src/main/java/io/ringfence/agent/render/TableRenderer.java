package io.ringfence.agent.render;

import io.ringfence.agent.table.Binding;
import io.ringfence.agent.table.Chain;
import io.ringfence.agent.table.CounterNames;
import io.ringfence.agent.table.Dispatch;
import io.ringfence.agent.table.ElementSet;
import io.ringfence.agent.table.ElementType;
import io.ringfence.agent.table.Table;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InterfaceName;
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
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table that enforces a host's policy. Of one thread. */
public final class TableRenderer {

    static final String GUARDED = "guarded";

    private final TableSettings settings;
    private final Map<String, Chain> fixedChains;
    private final Map<String, Chain> fixedChainsWithNames;
    private Map<SecurityGroupId, GroupChains> rendered = Map.of();
    private Said before;

    public TableRenderer(TableSettings settings) {
        this.settings = settings;
        this.fixedChains = new FixedChains(settings, false).all();
        this.fixedChainsWithNames = new FixedChains(settings, true).all();
        this.before = said(List.of(), false);
    }

    /** What all groups' policies come to, where interfaces are guarded by name or not. */
    private record Said(
            List<GroupPolicy> groups, boolean named, NavigableSet<String> counters, Map<String, Chain> chains) {}

    /**
     * Renders the policy. An interface of a closed or withheld instance is guarded and in no map, so it passes nothing.
     *
     * @param withheld what stays closed although the policy opens it
     */
    public Table render(HostPolicy policy, Withheld withheld) {
        List<OpenInstance> open = policy.open().values().stream()
                .filter(instance -> !withheld.covers(instance))
                .toList();
        List<GroupPolicy> groups = policy.groups().values().stream()
                .filter(group -> !withheld.groups().contains(group.securityGroupId()))
                .toList();
        NavigableSet<InterfaceName> guarded = guarded(policy);
        boolean named = !guarded.isEmpty();
        if (named != before.named() || !groups.equals(before.groups())) {
            before = said(groups, named);
        }
        return new Table(sets(policy, guarded, open, groups), before.counters(), before.chains());
    }

    private static Map<String, ElementSet<?>> sets(
            HostPolicy policy, NavigableSet<InterfaceName> guarded, List<OpenInstance> open, List<GroupPolicy> groups) {
        Map<String, ElementSet<?>> sets = new LinkedHashMap<>();
        add(sets, GUARDED, ElementType.INTERFACE, guarded);
        for (AddressFamily family : AddressFamily.values()) {
            add(sets, Names.bindings(family), ElementType.binding(family), bindings(open, family));
        }
        for (SecurityGroupId group : named(groups)) {
            Members members = policy.members().getOrDefault(group, Members.NONE);
            for (AddressFamily family : AddressFamily.values()) {
                add(sets, Names.members(group, family), ElementType.address(family), members.of(family));
            }
        }
        for (Direction direction : Direction.values()) {
            add(sets, Names.dispatch(direction), ElementType.DISPATCH, dispatch(open, direction));
        }
        return sets;
    }

    private static <T extends Comparable<? super T>> void add(
            Map<String, ElementSet<?>> sets, String name, ElementType<T> type, Set<T> elements) {
        sets.put(name, new ElementSet<>(name, type, elements));
    }

    /** What a policy came to is kept for the next time, as most groups are then what they were. */
    private Said said(List<GroupPolicy> groups, boolean named) {
        Map<SecurityGroupId, GroupChains> now = new HashMap<>();
        NavigableSet<String> counters = new TreeSet<>(List.of(CounterNames.DENIED, CounterNames.SPOOFED));
        Map<String, Chain> shared = new LinkedHashMap<>();
        Map<String, Chain> own = new LinkedHashMap<>();
        for (GroupPolicy group : groups) {
            GroupChains known = rendered.get(group.securityGroupId());
            GroupChains chains = known != null && known.policy().equals(group) ? known : GroupChains.of(group);
            now.put(group.securityGroupId(), chains);
            group.rules().forEach(rule -> counters.add(CounterNames.of(rule.ruleId())));
            shared.putAll(chains.shared());
            own.putAll(chains.own());
        }
        Map<String, Chain> all = new LinkedHashMap<>(named ? fixedChainsWithNames : fixedChains);
        all.putAll(shared);
        all.putAll(own);
        rendered = now;
        return new Said(groups, named, counters, all);
    }

    /** The interfaces of instances that no pattern covers. */
    private NavigableSet<InterfaceName> guarded(HostPolicy policy) {
        return Stream.concat(
                        policy.open().values().stream().map(OpenInstance::interfaceName),
                        policy.closed().values().stream().map(ClosedInstance::interfaceName))
                .filter(name -> !settings.coveredByPattern(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static NavigableSet<Binding> bindings(List<OpenInstance> open, AddressFamily family) {
        NavigableSet<Binding> bindings = new TreeSet<>();
        for (OpenInstance instance : open) {
            instance.addresses().stream()
                    .filter(address -> address.family() == family)
                    .forEach(address -> bindings.add(new Binding(instance.interfaceName(), address)));
        }
        return bindings;
    }

    private static NavigableSet<Dispatch> dispatch(List<OpenInstance> open, Direction direction) {
        return open.stream()
                .map(instance ->
                        new Dispatch(instance.interfaceName(), Names.chain(instance.securityGroupId(), direction)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static NavigableSet<SecurityGroupId> named(List<GroupPolicy> groups) {
        NavigableSet<SecurityGroupId> named = new TreeSet<>();
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
}
