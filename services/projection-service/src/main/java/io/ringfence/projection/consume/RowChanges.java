package io.ringfence.projection.consume;

import io.ringfence.events.proof.Hash;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.feed.FeedRecord.Decoded;
import io.ringfence.feed.FeedRecord.Undecoded;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.MembershipImage;
import io.ringfence.policy.image.PrefixListImage;
import io.ringfence.policy.image.Provenance;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.projection.rows.AddressRow;
import io.ringfence.projection.rows.AggregateRow;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.MembershipRow;
import io.ringfence.projection.rows.PrefixListRow;
import io.ringfence.projection.rows.RuleRow;
import io.ringfence.projection.rows.RuleSetRow;
import io.ringfence.projection.rows.VersionRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a batch changes in the rows. A thing that is null after an event is gone. */
final class RowChanges {
    /** A rule of a group. */
    record RuleName(String securityGroupId, String ruleId) {}

    /** A record whose revision came before, and the hash of what this one says. */
    record Repeated(Decoded record, Hash content) {}

    final Versions<String, GroupRow> groups = new Versions<>();
    final List<RuleSetRow> ruleSets = new ArrayList<>();
    final Versions<RuleName, RuleRow> rules = new Versions<>();
    final Map<String, Long> ruleSetsEmptied = new LinkedHashMap<>();
    final Versions<String, PrefixListRow> prefixLists = new Versions<>();
    final Versions<String, MembershipRow> memberships = new Versions<>();
    final Versions<String, InstanceRow> instances = new Versions<>();
    final Map<String, List<AddressRow>> claims = new LinkedHashMap<>();
    final Map<String, Long> claimsEnded = new LinkedHashMap<>();
    final List<HistoryRow> history = new ArrayList<>();
    final List<Repeated> repeated = new ArrayList<>();
    final List<Undecoded> unreadable = new ArrayList<>();
    List<AggregateRow> aggregates = List.of();

    private final Map<String, Long> groupCreatedAt;

    /** @param groupCreatedAt when the groups were created, in microseconds since 1970; new ones are added */
    RowChanges(Map<String, Long> groupCreatedAt) {
        this.groupCreatedAt = groupCreatedAt;
    }

    void group(SecurityGroupId id, @Nullable GroupImage after, long at) {
        long createdAt = groupCreatedAt.computeIfAbsent(id.value(), first -> at);
        put(groups, id.value(), after == null ? null : new GroupRow(after, createdAt), at);
    }

    void ruleSet(@Nullable RuleSetImage before, @Nullable RuleSetImage after, Provenance change) {
        if (after != null) {
            ruleSets.add(new RuleSetRow(after));
        } else if (before != null) {
            ruleSets.add(RuleSetRow.ending(before, change));
        }
    }

    void rules(SecurityGroupId group, RuleEffect effect, Provenance change, long at) {
        for (Rule rule : effect.begun()) {
            rules.begin(name(group, rule.ruleId()), new RuleRow(group, rule, change));
        }
        for (Rule rule : effect.replaced()) {
            rules.replace(name(group, rule.ruleId()), new RuleRow(group, rule, change));
        }
        effect.ended().forEach(rule -> rules.end(name(group, rule), at));
        if (effect.allEnded()) {
            rules.endMade(name -> name.securityGroupId().equals(group.value()), at);
            ruleSetsEmptied.put(group.value(), at);
        }
    }

    private static RuleName name(SecurityGroupId group, RuleId rule) {
        return new RuleName(group.value(), rule.value());
    }

    void prefixList(PrefixListId id, @Nullable PrefixListImage after, long at) {
        put(prefixLists, id.value(), after == null ? null : new PrefixListRow(after), at);
    }

    void membership(SecurityGroupId id, @Nullable MembershipImage after, long at) {
        put(memberships, id.value(), after == null ? null : new MembershipRow(after), at);
    }

    void instance(InstanceId id, @Nullable InstanceImage after, long at) {
        put(instances, id.value(), after == null ? null : new InstanceRow(after), at);
        if (after == null) {
            releaseAddresses(id.value(), at);
        } else if (isFirst(after.lastChange().revision())) {
            claims.put(id.value(), claims(after, at));
        }
    }

    private static List<AddressRow> claims(InstanceImage instance, long at) {
        String id = instance.instanceId().value();
        return instance.addresses().stream()
                .map(IpAddress::toString)
                .distinct()
                .map(address -> new AddressRow(address, id, at))
                .toList();
    }

    private void releaseAddresses(String instanceId, long at) {
        List<AddressRow> made = claims.get(instanceId);
        if (made == null) {
            claimsEnded.put(instanceId, at);
        } else {
            made.forEach(claim -> claim.validTo = at);
        }
    }

    private static <V extends VersionRow> void put(
            Versions<String, V> versions, String id, @Nullable V version, long at) {
        if (version == null) {
            versions.end(id, at);
        } else if (isFirst(version.revision)) {
            versions.begin(id, version);
        } else {
            versions.replace(id, version);
        }
    }

    private static boolean isFirst(long revision) {
        return revision == 1;
    }
}
