package io.ringfence.projection.audit;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.query.RuleView;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sentences about rules; a rule that is gone is told as it was before. */
record RuleWords(BeforeAndAfter change) implements RuleSetEvent.Visitor<String> {
    private static final Peer.Visitor<String> PEER = new Peer.Visitor<>() {
        @Override
        public String cidr(Cidr cidr) {
            return cidr.toString();
        }

        @Override
        public String group(SecurityGroupId group) {
            return "members of " + group;
        }

        @Override
        public String prefixList(PrefixListId list) {
            return "addresses of " + list;
        }
    };

    @Override
    public String on(RuleSetOpened event) {
        return event.rules().isEmpty()
                ? "Opened the rules, none at first"
                : "Opened the rules with " + words(event.rules());
    }

    @Override
    public String on(RulesAuthorized event) {
        return "Added " + words(event.rules());
    }

    @Override
    public String on(RuleModified event) {
        return "Changed " + before(List.of(event.rule().ruleId())) + " to " + words(List.of(event.rule()));
    }

    @Override
    public String on(RulesRevoked event) {
        return "Removed " + before(event.ruleIds());
    }

    @Override
    public String on(RuleExpired event) {
        return "Out of force since " + Micros.format(event.expiresAt()) + ": " + before(List.of(event.ruleId()));
    }

    @Override
    public String on(ReferencesClosed event) {
        return "No rule of another group names the group, and none may from now on";
    }

    @Override
    public String on(ReferencesStillHeld event) {
        return EventWords.count(event.blockerCount(), "rule") + " of other groups still name the group";
    }

    @Override
    public String on(ReferencesReopened event) {
        return "Rules of other groups may name the group again";
    }

    @Override
    public String on(RuleSetDeleted event) {
        return "Removed all rules with the group";
    }

    private String before(Collection<RuleId> ids) {
        List<Rule> rules =
                change.before().stream().map(view -> ((RuleView) view).rule()).toList();
        return rules.isEmpty() ? ids.stream().map(RuleId::value).collect(Collectors.joining(", ")) : words(rules);
    }

    private static String words(List<Rule> rules) {
        return rules.stream().map(rule -> words(rule.spec())).collect(Collectors.joining("; "));
    }

    private static String words(RuleSpec rule) {
        boolean in = rule.direction() == Direction.INGRESS;
        return "%s %s%s %s %s at priority %d%s%s%s"
                .formatted(
                        rule.policy().name().toLowerCase(Locale.ROOT),
                        rule.protocol(),
                        rule.portRange().isAll() ? "" : " " + rule.portRange(),
                        in ? "in from" : "out to",
                        rule.peer().accept(PEER),
                        rule.priority(),
                        rule.sourcePortRange() == null ? "" : ", source ports " + rule.sourcePortRange(),
                        rule.localCidr() == null ? "" : ", own addresses " + rule.localCidr(),
                        rule.expiresAt() == null ? "" : ", until " + Micros.format(rule.expiresAt()));
    }
}
