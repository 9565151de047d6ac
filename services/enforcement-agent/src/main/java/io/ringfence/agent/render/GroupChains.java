package io.ringfence.agent.render;

import io.ringfence.agent.table.Chain;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.policy.resolve.GroupPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group's policy as chains, each with its statements: inner access comes before every rule.
 *
 * @param shared chains that other groups may have as well
 * @param own one for each direction, which go to the shared ones
 */
record GroupChains(GroupPolicy policy, Map<String, Chain> shared, Map<String, Chain> own) {
    static GroupChains of(GroupPolicy policy) {
        ChainPool pool = new ChainPool();
        Map<String, Chain> own = new LinkedHashMap<>();
        for (Direction direction : Direction.values()) {
            own.put(Names.chain(policy.securityGroupId(), direction), Chain.of(statements(policy, direction, pool)));
        }
        return new GroupChains(policy, pool.chains(), own);
    }

    private static List<String> statements(GroupPolicy policy, Direction direction, ChainPool pool) {
        List<String> statements = new ArrayList<>();
        if (policy.innerAccess()) {
            for (AddressFamily family : AddressFamily.values()) {
                String members = Names.members(policy.securityGroupId(), family);
                statements.add(Matches.peer(direction, family, members) + " return");
            }
        }
        statements.addAll(SideChains.statements(direction, policy.side(direction), pool));
        return statements;
    }
}
