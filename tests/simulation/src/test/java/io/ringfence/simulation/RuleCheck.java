package io.ringfence.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.simulation.Rejections.Attempt;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold for rules and prefix lists at every revision (semantics 2 and 6). */
final class RuleCheck {
    private final Map<SecurityGroupId, Map<RuleId, Rule>> rules = new HashMap<>();
    private final Map<SecurityGroupId, Attempt> closed = new HashMap<>();
    private final Map<PrefixListId, Integer> lists = new HashMap<>();
    private final Set<PrefixListId> goneLists = new HashSet<>();

    private final Rejections rejections;

    private RuleCheck(Rejections rejections) {
        this.rejections = rejections;
    }

    /** The rules as they are at the end, by group; a deleted group's are missing. */
    static RuleCheck check(World world) {
        RuleCheck check = new RuleCheck(Rejections.of(world));
        Stored.of(world.rules()).forEach(check::next);
        check.rowsAreWhatTheEventsSay(world);
        check.nothingThatEndedIsLeft(world.time().instant());
        return check;
    }

    Set<SecurityGroupId> groups() {
        return rules.keySet();
    }

    Set<SecurityGroupId> closed() {
        return closed.keySet();
    }

    /** The groups that rules name. */
    Set<SecurityGroupId> named() {
        Set<SecurityGroupId> named = new HashSet<>();
        all().forEach(rule -> {
            SecurityGroupId peer = rule.spec().peerSecurityGroupId();
            if (peer != null) {
                named.add(peer);
            }
        });
        return named;
    }

    private List<Rule> all() {
        return rules.values().stream().flatMap(of -> of.values().stream()).toList();
    }

    private void next(Stored stored) {
        Instant at = stored.metadata().occurredAtInstant();
        if (stored.event() instanceof RuleSetOpened opened) {
            rules.put(opened.securityGroupId(), new HashMap<>());
            put(opened.securityGroupId(), opened.rules(), at);
        } else if (stored.event() instanceof RulesAuthorized authorized) {
            authorized.rules().forEach(rule -> requireOpen(rule, stored));
            put(authorized.securityGroupId(), authorized.rules(), at);
        } else if (stored.event() instanceof RuleModified modified) {
            put(modified.securityGroupId(), List.of(modified.rule()), at);
        } else if (stored.event() instanceof RulesRevoked revoked) {
            revoked.ruleIds().forEach(id -> remove(revoked.securityGroupId(), id));
        } else if (stored.event() instanceof RuleExpired expired) {
            Rule rule = remove(expired.securityGroupId(), expired.ruleId());
            assertThat(rule.spec().inForceAt(at)).as("%s has ended", rule).isFalse();
        } else if (stored.event() instanceof ReferencesClosed one) {
            closed.put(one.securityGroupId(), new Attempt(one.securityGroupId(), one.attempt()));
            assertThat(inForceThatName(one.securityGroupId().value(), at)).isEmpty();
        } else if (stored.event() instanceof ReferencesReopened one) {
            closed.remove(one.securityGroupId());
        } else if (stored.event() instanceof RuleSetDeleted deleted) {
            rules.remove(deleted.securityGroupId());
            closed.remove(deleted.securityGroupId());
        } else {
            nextOfList(stored, at);
        }
    }

    private void requireOpen(Rule rule, Stored stored) {
        Attempt attempt = closed.get(rule.spec().peerSecurityGroupId());
        if (attempt != null) {
            rejections.requireRejected(attempt, stored);
        }
    }

    private void nextOfList(Stored stored, Instant at) {
        if (stored.event() instanceof PrefixListCreated created) {
            lists.put(created.prefixListId(), created.maxEntries());
        } else if (stored.event() instanceof PrefixListDeleted deleted) {
            goneLists.add(deleted.prefixListId());
            assertThat(inForceThatName(deleted.prefixListId().value(), at)).isEmpty();
        }
    }

    private List<Rule> inForceThatName(String peer, Instant at) {
        return all().stream()
                .filter(rule -> rule.spec().inForceAt(at))
                .filter(rule -> peer.equals(peerOf(rule)))
                .toList();
    }

    private static String peerOf(Rule rule) {
        return rule.spec().prefixListId() == null
                ? String.valueOf(rule.spec().peerSecurityGroupId())
                : String.valueOf(rule.spec().prefixListId());
    }

    private Map<RuleId, Rule> of(SecurityGroupId group) {
        Map<RuleId, Rule> of = rules.get(group);
        if (of == null) {
            throw new AssertionError("an event of the rules of " + group + " before its first or after its last");
        }
        return of;
    }

    private Rule remove(SecurityGroupId group, RuleId id) {
        Rule rule = of(group).remove(id);
        if (rule == null) {
            throw new AssertionError(id + " went twice");
        }
        return rule;
    }

    private void put(SecurityGroupId group, Collection<Rule> come, Instant at) {
        come.forEach(rule -> of(group).put(rule.ruleId(), rule));
        List<Rule> inForce = of(group).values().stream()
                .filter(rule -> rule.spec().inForceAt(at))
                .toList();
        Set<RuleKey> keys = new HashSet<>();
        assertThat(inForce)
                .as("no two rules of one key")
                .allMatch(rule -> keys.add(rule.spec().key()));
        assertThat(inForce.stream().mapToInt(this::size).sum())
                .as("rules of %s", group)
                .isLessThanOrEqualTo(World.RULES);
        assertThat(inForce.stream().filter(rule -> rule.spec().peerSecurityGroupId() != null))
                .as("rules of %s that name a group", group)
                .hasSizeLessThanOrEqualTo(World.GROUP_REFERENCES);
        assertThat(come).allMatch(rule -> !goneLists.contains(rule.spec().prefixListId()));
    }

    private int size(Rule rule) {
        PrefixListId list = rule.spec().prefixListId();
        return list == null ? 1 : lists.getOrDefault(list, 0);
    }

    private void rowsAreWhatTheEventsSay(World world) {
        Map<RuleId, String> references = new HashMap<>();
        Set<RuleId> deadlines = new TreeSet<>();
        all().forEach(rule -> {
            if (rule.spec().cidr() == null) {
                references.put(rule.ruleId(), peerOf(rule));
            }
            if (rule.spec().expiresAt() != null) {
                deadlines.add(rule.ruleId());
            }
        });
        assertThat(world.ruleTables().references()).isEqualTo(references);
        assertThat(world.ruleTables().deadlines()).isEqualTo(deadlines);
    }

    private void nothingThatEndedIsLeft(Instant now) {
        assertThat(all())
                .as("rules at %s", Micros.format(now))
                .allMatch(rule -> rule.spec().inForceAt(now));
    }
}
