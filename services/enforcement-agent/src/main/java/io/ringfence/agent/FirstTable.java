package io.ringfence.agent;

import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.apply.TableInForce;
import io.ringfence.agent.apply.TableRefused;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.enforce.Enforcer;
import io.ringfence.agent.flows.LiveFlows;
import io.ringfence.agent.link.LinkReader;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.policy.resolve.HostPolicy;
import java.util.Optional;
import java.util.Set;

/** The table of a host that has none yet, as after it was switched on. */
record FirstTable(KernelTable kernel, LiveFlows flows, TableRenderer renderer, LinkReader links) {
    /**
     * Puts a policy in force; empty where there is a table, which stays.
     *
     * @throws TableRefused if the kernel refuses it
     */
    Optional<Enforcement> put(HostPolicy policy) {
        TableInForce table = new TableInForce(kernel, flows);
        if (!table.isMissing()) {
            return Optional.empty();
        }
        Enforcement enforcement = new Enforcer(table, renderer).enforce(policy, links.read(), Set.of());
        enforcement.refusal().ifPresent(reason -> {
            throw new TableRefused(reason);
        });
        return Optional.of(enforcement);
    }
}
