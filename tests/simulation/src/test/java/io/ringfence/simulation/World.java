package io.ringfence.simulation;

import io.ringfence.axon.gate.LedgerKey;
import io.ringfence.axon.gate.Submission;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.IdSource;
import io.ringfence.events.wire.Outcome;
import io.ringfence.group.OpenGroups;
import io.ringfence.instance.OpenInstances;
import io.ringfence.rule.OpenRules;
import io.ringfence.simulation.Service.Chore;
import io.ringfence.simulation.Service.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The wiring.
 *
 * <pre>
 *   clients --REST--> processes --> store --> publisher --> topic of events --> other services' processes
 *      '----topic of commands---------^
 * </pre>
 */
final class World {
    static final int GROUPS = 10;
    static final int RULES = 10;
    static final int GROUP_REFERENCES = 2;
    static final int PLACES = 4;
    private static final int CLIENTS = 8;
    private static final int PROCESSES = 2;
    private static final Duration BUSY = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final Duration BETWEEN_PUBLISHING = Duration.ofMillis(10);

    private final RandomGenerator random;
    private final VirtualTime time;
    private final Faults faults = new Faults();
    private final IdSource ids;
    private final Wishes wishes;
    private final Map<LedgerKey, Outcome> acknowledged = new HashMap<>();
    private final Service groups;
    private final Service rules;
    private final Service instances;
    private final OpenGroups groupTables;
    private final OpenRules ruleTables;
    private final OpenInstances instanceTables;
    private int crashes;

    World(RandomGenerator random) {
        this.random = random;
        this.time = new VirtualTime(random);
        this.ids = seededIds(new SplittableRandom(random.nextLong()));
        this.wishes = new Wishes(random, time, ids);
        Store groupStore = new Store();
        LedgerInMemory groupLedger = LedgerInMemory.in(groupStore);
        this.groupTables = new OpenGroups(groupStore, groupLedger, GROUPS);
        KnownGroupsInMemory none = KnownGroupsInMemory.in(groupStore);
        this.groups = new Service(
                "group",
                this,
                groupStore,
                groupLedger,
                new Parts(groupTables.aggregates(), groupTables.reaction(), none, Chore.NONE));
        Store ruleStore = new Store();
        KnownGroupsInMemory knownToRules = KnownGroupsInMemory.in(ruleStore);
        this.ruleTables = new OpenRules(ruleStore, knownToRules, RULES, GROUP_REFERENCES);
        this.rules = new Service(
                "rule",
                this,
                ruleStore,
                LedgerInMemory.in(ruleStore),
                new Parts(ruleTables.aggregates(), ruleTables.reaction(), knownToRules, this::recordEnds));
        Store instanceStore = new Store();
        KnownGroupsInMemory knownToInstances = KnownGroupsInMemory.in(instanceStore);
        this.instanceTables = new OpenInstances(instanceStore, knownToInstances, PLACES);
        this.instances = new Service(
                "instance",
                this,
                instanceStore,
                LedgerInMemory.in(instanceStore),
                new Parts(instanceTables.aggregates(), instanceTables.reaction(), knownToInstances, Chore.NONE));
    }

    private static IdSource seededIds(RandomGenerator random) {
        return () -> {
            StringBuilder id = new StringBuilder();
            while (id.length() < 17) {
                id.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
            }
            return id.toString();
        };
    }

    /** Rules that have ended are recorded as such, as the rule service's own process does. */
    private void recordEnds(Replica process) {
        for (Submission submission : ruleTables.overdue(time.instant())) {
            process.submit(submission, answer -> {});
        }
    }

    /** Clients and faults for a while, then time for everything to come to its end. */
    void run() {
        for (int i = 0; i < PROCESSES; i++) {
            groups.startReplica(List.of(rules.events(), instances.events()));
            rules.startReplica(List.of(groups.events()));
            instances.startReplica(List.of(groups.events()));
        }
        time.soon(this::publish);
        List<Client> clients = new ArrayList<>();
        IntStream.range(0, CLIENTS).forEach(i -> clients.add(new Client("client" + i, this)));
        clients.forEach(Client::start);
        time.run(BUSY);
        clients.forEach(Client::stop);
        faults.stop();
        time.run(QUIET);
    }

    private void publish() {
        List.of(groups, rules, instances).forEach(service -> service.publish(faults));
        time.later(BETWEEN_PUBLISHING, this::publish);
    }

    void acknowledged(LedgerKey key, Outcome outcome) {
        Outcome before = acknowledged.putIfAbsent(key, outcome);
        if (before != null && !before.equals(outcome)) {
            throw new AssertionError(key + " was answered " + before + " and then " + outcome);
        }
    }

    void crashed() {
        crashes++;
    }

    Service serviceOf(CommandType type) {
        return switch (type) {
            case CREATE_SECURITY_GROUP, MODIFY_SECURITY_GROUP, DELETE_SECURITY_GROUP -> groups;
            case AUTHORIZE_RULES,
                    MODIFY_RULE,
                    REVOKE_RULES,
                    CREATE_PREFIX_LIST,
                    MODIFY_PREFIX_LIST,
                    DELETE_PREFIX_LIST -> rules;
            case REGISTER_INSTANCE, MODIFY_INSTANCE, DELETE_INSTANCE -> instances;
        };
    }

    RandomGenerator random() {
        return random;
    }

    VirtualTime time() {
        return time;
    }

    Faults faults() {
        return faults;
    }

    IdSource ids() {
        return ids;
    }

    Wishes wishes() {
        return wishes;
    }

    Map<LedgerKey, Outcome> acknowledged() {
        return acknowledged;
    }

    Service groups() {
        return groups;
    }

    Service rules() {
        return rules;
    }

    Service instances() {
        return instances;
    }

    OpenGroups groupTables() {
        return groupTables;
    }

    OpenRules ruleTables() {
        return ruleTables;
    }

    OpenInstances instanceTables() {
        return instanceTables;
    }

    int crashes() {
        return crashes;
    }
}
