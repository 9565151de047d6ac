package io.ringfence.policy.space;

import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import io.ringfence.testing.story.Gen;
import io.ringfence.testing.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Four groups whose rules overlap much and name each other, with members on one host; and changes of all that by chance. One
 * member of each group stays, so that the host always has its policy.
 */
public final class World {
    private static final String HOST = "h1";

    public final Gen gen;
    public final List<SecurityGroupId> groups = new ArrayList<>();
    private final Story story = new Story();
    private final List<Gen.Listed> lists = new ArrayList<>();
    private final Map<RuleId, SecurityGroupId> rules = new LinkedHashMap<>();
    private final Map<InstanceId, IpAddress> instances = new LinkedHashMap<>();
    private int interfaces;

    public World(Gen gen, int mostRules) {
        this.gen = gen;
        groups.add(story.group(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT));
        groups.add(story.group(SecurityGroupType.BASIC, InnerAccessPolicy.DROP));
        groups.add(story.group(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT));
        groups.add(story.group(SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP));
        for (AddressFamily family : AddressFamily.values()) {
            lists.add(new Gen.Listed(story.prefixList(blocks(family)), family));
        }
        groups.forEach(group -> story.instance(group, HOST, "sg" + ++interfaces, "10.0.0.10" + interfaces));
        for (int i = gen.between(2, 10); i > 0; i--) {
            register(gen.pick(groups));
        }
        groups.forEach(group -> authorize(group, gen.between(1, mostRules)));
    }

    /** The state of now, with the policy and the members of every group. */
    public State state() {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        story.events().forEach(delta::replay);
        PolicyImage image = delta.apply();
        Instant at = story.now();
        HostPolicy host =
                HostPolicyResolver.resolve(image, at, HostPolicy.empty(new HostName(HOST)), instance -> false);
        return new State(image, at, host);
    }

    /** What is so at an instant. */
    public record State(PolicyImage image, Instant at, HostPolicy host) {
        public GroupPolicy policy(SecurityGroupId group) {
            return Objects.requireNonNull(GroupPolicy.of(image, group, at));
        }

        /** The group that owns an address; null for nobody. */
        @Nullable
        public SecurityGroupId owner(IpAddress address) {
            InstanceImage owner = image.owner(address);
            return owner == null ? null : owner.securityGroupId();
        }

        public Map<SecurityGroupId, Members> members() {
            return image.inventory().addresses().members();
        }
    }

    /** One to three changes: of rules, of inner access, of a prefix list, of members, or just of the time. */
    public void change() {
        for (int i = gen.between(1, 3); i > 0; i--) {
            switch (gen.between(1, 6)) {
                case 1 -> authorize(gen.pick(groups), gen.between(1, 3));
                case 2 -> revoke();
                case 3 ->
                    story.innerAccess(gen.pick(groups.subList(0, 3)), gen.pick(List.of(InnerAccessPolicy.values())));
                case 4 -> {
                    Gen.Listed list = gen.pick(lists);
                    story.tell(new PrefixListModified(list.id(), "changed", Story.entries(blocks(list.family()))));
                }
                case 5 -> story.pass(Duration.ofSeconds(gen.between(1, 20)));
                default -> changeMembers();
            }
        }
    }

    /** Rules that a group might be asked to have, some of which it has already. */
    public List<RuleSpec> specs(SecurityGroupId group, int count) {
        TreeSet<SecurityGroupId> mayName = new TreeSet<>(groups.subList(0, 3));
        mayName.remove(group);
        if (group.equals(groups.get(3))) {
            mayName.clear();
        }
        Map<RuleKey, RuleSpec> specs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            RuleSpec spec = gen.rule(mayName, lists, story.now());
            specs.putIfAbsent(spec.key(), spec);
        }
        return List.copyOf(specs.values());
    }

    private void authorize(SecurityGroupId group, int count) {
        story.authorize(group, specs(group, count)).forEach(id -> rules.put(id, group));
    }

    /** Makes a change of a group's rules as its two commands would. */
    public void change(SecurityGroupId group, List<RuleId> revoked, List<Rule> authorized) {
        if (!revoked.isEmpty()) {
            story.tell(new RulesRevoked(group, revoked));
            revoked.forEach(rules::remove);
        }
        if (!authorized.isEmpty()) {
            story.tell(new RulesAuthorized(group, authorized));
            authorized.forEach(rule -> rules.put(rule.ruleId(), group));
        }
    }

    private void revoke() {
        if (!rules.isEmpty()) {
            RuleId rule = gen.pick(List.copyOf(rules.keySet()));
            story.revoke(Objects.requireNonNull(rules.remove(rule)), rule);
        }
    }

    private void changeMembers() {
        if (gen.chance(50) && !instances.isEmpty()) {
            InstanceId instance = gen.pick(List.copyOf(instances.keySet()));
            instances.remove(instance);
            story.delete(instance);
        }
        register(gen.pick(groups));
    }

    private void register(SecurityGroupId group) {
        AddressFamily family = gen.family();
        IpAddress address = Gen.memberAddress(family, gen.between(1, Gen.MEMBER_ADDRESSES));
        if (!instances.containsValue(address)) {
            instances.put(story.instance(group, HOST, "sg" + ++interfaces, address.toString()), address);
        }
    }

    private String[] blocks(AddressFamily family) {
        String[] blocks = new String[gen.between(1, 3)];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = gen.cidr(family).toString();
        }
        return blocks;
    }
}
