package io.ringfence.policy.lint;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How rules are spoken of in a sentence. */
final class RuleSentence {
    private static final int MOST_NAMED = 3;

    private final Map<RuleId, Rule> rules;

    RuleSentence(List<Rule> rules) {
        this.rules = rules.stream().collect(Collectors.toMap(Rule::ruleId, Function.identity()));
    }

    /** The first rules, and how many more there are. */
    String named(List<RuleId> ids) {
        int more = ids.size() - MOST_NAMED;
        String first = ids.stream().limit(MOST_NAMED).map(this::named).collect(Collectors.joining(", "));
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private String named(RuleId id) {
        Rule rule = rules.get(id);
        return rule == null ? id.value() : id + " (" + of(rule.spec()) + ")";
    }

    /** Such as {@code accept tcp 80/80 from 10.0.0.0/8 at priority 1}. */
    static String of(RuleSpec rule) {
        return rule.policy().name().toLowerCase(Locale.ROOT) + " " + rule.protocol() + ports(rule.portRange())
                + (rule.direction() == Direction.INGRESS ? " from " : " to ")
                + rule.peer().accept(PEER)
                + " at priority " + rule.priority();
    }

    private static String ports(PortRange ports) {
        return ports.isAll() ? "" : " " + ports;
    }

    static final Peer.Visitor<String> PEER = new Peer.Visitor<>() {
        @Override
        public String cidr(Cidr cidr) {
            return cidr.toString();
        }

        @Override
        public String group(SecurityGroupId group) {
            return "group " + group;
        }

        @Override
        public String prefixList(PrefixListId list) {
            return "prefix list " + list;
        }
    };
}
