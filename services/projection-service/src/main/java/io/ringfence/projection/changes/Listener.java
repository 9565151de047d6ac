package io.ringfence.projection.changes;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.projection.changes.LiveChange.Enforced;
import io.ringfence.projection.enforcement.Enforcement;
import io.ringfence.projection.enforcement.Enforcement.Total;
import io.ringfence.projection.enforcement.HostEnforcement;
import io.ringfence.projection.enforcement.HostEnforcement.State;
import io.ringfence.projection.rows.HistoryRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Someone who listens, and what they have not heard the end of yet: the newest changes that are not in force
 * everywhere. Of the thread that tells, only.
 */
final class Listener {
    /** Of the changes before these, steps on hosts are not told. */
    static final int MOST_AWAITED = 100;

    private static final Set<State> TOLD = Set.of(State.REALIZED, State.FAILED, State.FILE);

    private final AccountId account;
    private final @Nullable SecurityGroupId group;
    private final Consumer<LiveChange> tell;
    private final Map<Revision, Awaited> awaited = new LinkedHashMap<>();

    /** @param group null for all of the account */
    Listener(AccountId account, @Nullable SecurityGroupId group, Consumer<LiveChange> tell) {
        this.account = account;
        this.group = group;
        this.tell = tell;
    }

    /** A change that is not in force everywhere, and what was told of each host. */
    private record Awaited(HistoryRow change, Map<String, State> told) {}

    AccountId account() {
        return account;
    }

    private boolean wants(HistoryRow change) {
        return change.account.equals(account.value())
                && (group == null || group.value().equals(change.securityGroupId));
    }

    void decided(List<HistoryRow> changes, Instant at) {
        changes.stream().filter(this::wants).forEach(change -> tell.accept(LiveChange.decided(change, at)));
    }

    void projected(List<HistoryRow> changes, Instant at) {
        changes.stream().filter(this::wants).forEach(change -> {
            tell.accept(LiveChange.projected(change, at));
            awaited.put(new Revision(change.aggregate(), change.revision), new Awaited(change, new HashMap<>()));
        });
        while (awaited.size() > MOST_AWAITED) {
            awaited.remove(awaited.keySet().iterator().next());
        }
    }

    Collection<Revision> awaited() {
        return List.copyOf(awaited.keySet());
    }

    /** Tells what is new about a change that was awaited; forgets it once there is no more to come. */
    void stands(Enforcement enforcement, Instant now) {
        Awaited of = awaited.get(enforcement.revision());
        if (of == null) {
            return;
        }
        for (HostEnforcement host : enforcement.hosts()) {
            if (TOLD.contains(host.state()) && of.told().put(host.host(), host.state()) != host.state()) {
                tell(of.change(), enforcement, host, now);
            }
        }
        if (enforcement.hosts().isEmpty()) {
            tell(of.change(), enforcement, null, now);
        }
        if (enforcement.state() == Total.REALIZED || enforcement.state() == Total.NOT_ENFORCED) {
            awaited.remove(enforcement.revision());
        }
    }

    private void tell(HistoryRow change, Enforcement enforcement, @Nullable HostEnforcement host, Instant now) {
        Optional<HostEnforcement> known = Optional.ofNullable(host);
        Enforced enforced = new Enforced(
                known.map(HostEnforcement::host).orElse(null),
                known.map(HostEnforcement::state).orElse(null),
                enforcement.state(),
                enforcement.realized(),
                enforcement.desired());
        tell.accept(
                LiveChange.enforced(change, known.map(HostEnforcement::since).orElse(now), enforced));
    }
}
