package io.ringfence.agent.render;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.SidePolicy;
import io.ringfence.policy.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A group's policy as two chains that ask its rules one after the other, in the order of their evaluation. */
final class GroupChains {

    private GroupChains() {}

    static void render(GroupPolicy group, TableText text) {
        for (Direction direction : Direction.values()) {
            text.chain(Names.chain(group.securityGroupId(), direction), statements(group, direction));
        }
    }

    private static List<String> statements(GroupPolicy group, Direction direction) {
        List<String> statements = new ArrayList<>();
        if (group.innerAccess()) {
            for (AddressFamily family : AddressFamily.values()) {
                String members = Names.members(group.securityGroupId(), family);
                statements.add(Matches.peer(direction, family, members) + " return");
            }
        }
        SidePolicy side = group.side(direction);
        side.rules().forEach(rule -> statements.addAll(RuleLines.of(direction, rule)));
        statements.add(otherwise(side.otherwise()));
        return statements;
    }

    private static String otherwise(Verdict verdict) {
        return switch (verdict) {
            case ACCEPT -> "return";
            case DROP -> "goto " + Names.DENY;
        };
    }
}
