package io.ringfence.bench;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.IdSource;
import io.ringfence.events.wire.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * A week of a busy installation, event by event as the write side would decide them: 2,000 groups, whose rules are
 * authorized, modified and revoked, and instances that come, move and go. The same seed gives the same week.
 */
final class WeekOfEvents {
    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final long WEEK_MICROS = Duration.ofDays(7).toMillis() * 1_000;
    private static final int GROUPS = 2_000;
    private static final int MOST_RULES = 100;
    private static final int HOSTS = 200;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final RegionId REGION = RegionId.DEFAULT;

    private final SplittableRandom random;
    private final IdSource ids = this::nextId;
    private final RandomRules newRules;
    private final long stepMicros;
    private final Queue<DomainEvent> decided = new ArrayDeque<>();
    private final Map<AggregateRef, Long> revisions = new HashMap<>();
    private final List<SecurityGroupId> groups = new ArrayList<>();
    private final List<List<Rule>> rules = new ArrayList<>();
    private final List<Life> living = new ArrayList<>();
    private long now = Micros.of(BEGIN);
    private int registered;

    /** An instance that lives still. */
    record Life(InstanceId id, Instant since) {}

    /** @param events how many make up the week */
    WeekOfEvents(long seed, int events) {
        random = new SplittableRandom(seed);
        newRules = new RandomRules(random, ids);
        stepMicros = WEEK_MICROS / events;
    }

    private String nextId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The next event, later than the one before. */
    EventRecord next() {
        while (decided.isEmpty()) {
            decide();
        }
        DomainEvent event = decided.remove();
        now += 1 + random.nextLong(2 * stepMicros);
        long revision = revisions.merge(event.aggregate(), 1L, Long::sum);
        Instant at = Micros.toInstant(now);
        if (event instanceof InstanceRegistered begun) {
            living.add(new Life(begun.instanceId(), at));
        }
        Envelope envelope = new Envelope(
                nextId(),
                EventType.of(event),
                "/ringfence/bench",
                event.aggregate(),
                revision,
                at,
                AccountId.DEFAULT,
                "operator-" + random.nextInt(20),
                Channel.REST,
                nextId(),
                null,
                null);
        return new EventRecord(envelope, event);
    }

    /** The instances that the events so far have left alive. */
    List<Life> living() {
        return living;
    }

    /** The time of the last event. */
    Instant now() {
        return Micros.toInstant(now);
    }

    private void decide() {
        if (groups.size() < GROUPS) {
            createGroup();
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 30) {
            authorize(random.nextInt(GROUPS));
        } else if (dice < 42) {
            modifyRule(random.nextInt(GROUPS));
        } else if (dice < 67) {
            revoke(random.nextInt(GROUPS));
        } else if (dice < 84) {
            register();
        } else if (dice < 90) {
            moveInstance();
        } else if (dice < 98) {
            deleteInstance();
        } else {
            modifyGroup();
        }
    }

    private void createGroup() {
        SecurityGroupId id = ids.securityGroup();
        List<Rule> first = newRules.ofNewGroup();
        decided.add(new SecurityGroupCreated(
                id,
                AccountId.DEFAULT,
                "group " + groups.size(),
                "a group of the bench",
                SecurityGroupType.BASIC,
                VpcId.DEFAULT,
                REGION,
                InnerAccessPolicy.ACCEPT,
                Map.of("team", "team-" + groups.size() % 50),
                true));
        decided.add(new RuleSetOpened(id, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC, first));
        decided.add(new MembershipOpened(id, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC));
        groups.add(id);
        rules.add(new ArrayList<>(first));
    }

    private void modifyGroup() {
        int group = random.nextInt(GROUPS);
        decided.add(new SecurityGroupModified(
                groups.get(group),
                "group " + group,
                "changed",
                random.nextInt(4) == 0 ? InnerAccessPolicy.DROP : InnerAccessPolicy.ACCEPT,
                Map.of("team", "team-" + random.nextInt(50))));
    }

    private void authorize(int group) {
        List<Rule> added = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0 && rules.get(group).size() < MOST_RULES; i--) {
            Rule rule = newRules.any(groups.get(random.nextInt(GROUPS)), Micros.toInstant(now));
            added.add(rule);
            rules.get(group).add(rule);
        }
        if (!added.isEmpty()) {
            decided.add(new RulesAuthorized(groups.get(group), added));
        }
    }

    private void modifyRule(int group) {
        List<Rule> those = rules.get(group);
        if (!those.isEmpty()) {
            int which = random.nextInt(those.size());
            Rule after = newRules.changed(those.get(which));
            those.set(which, after);
            decided.add(new RuleModified(groups.get(group), after));
        }
    }

    private void revoke(int group) {
        List<RuleId> revoked = new ArrayList<>();
        List<Rule> those = rules.get(group);
        for (int i = random.nextInt(2); i >= 0 && !those.isEmpty(); i--) {
            revoked.add(those.remove(random.nextInt(those.size())).ruleId());
        }
        if (!revoked.isEmpty()) {
            decided.add(new RulesRevoked(groups.get(group), revoked));
        }
    }

    private void register() {
        int number = registered++;
        decided.add(new InstanceRegistered(
                ids.instance(),
                AccountId.DEFAULT,
                "instance " + number,
                VpcId.DEFAULT,
                groups.get(random.nextInt(GROUPS)),
                List.of(new IpAddress(AddressFamily.IPV4, 0, 0x0a00_0001L + number)),
                new HostName("host-" + random.nextInt(HOSTS)),
                new InterfaceName("sg" + number),
                Map.of("app", "app-" + number % 100)));
    }

    private void moveInstance() {
        if (!living.isEmpty()) {
            InstanceId id = living.get(random.nextInt(living.size())).id();
            decided.add(new InstanceModified(
                    id,
                    "moved",
                    new HostName("host-" + random.nextInt(HOSTS)),
                    new InterfaceName("sg" + registered++),
                    Map.of("app", "moved")));
        }
    }

    private void deleteInstance() {
        if (!living.isEmpty()) {
            int which = random.nextInt(living.size());
            Life last = living.remove(living.size() - 1);
            Life gone = which == living.size() ? last : living.set(which, last);
            decided.add(new InstanceDeleted(gone.id()));
        }
    }
}
