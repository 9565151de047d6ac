package io.ringfence.endtoend;

import io.ringfence.endtoend.CarefulClient.Decision;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes groups and deletes them, by doors of chance; every other one has an instance first, so that its deletion is
 * refused until the instance is gone. One group is kept in the end.
 */
final class GroupStory implements Story {
    private static final String GROUPS = "/v1/security-groups";

    private final CarefulClient client;
    private final RandomGenerator random;
    private final int number;
    private final List<String> deleted = new ArrayList<>();
    private final AtomicInteger decided = new AtomicInteger();
    private final Pace pace = new Pace();
    private String kept = "";

    /** @param number tells this story's names and addresses from another's, 1..250 */
    GroupStory(CarefulClient client, RandomGenerator random, int number) {
        this.client = client;
        this.random = random;
        this.number = number;
    }

    @Override
    public void run(BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            String group = create();
            if (random.nextBoolean()) {
                refuseWhileHeld(group);
            }
            delete(group).expectAccepted();
            deleted.add(group);
        }
        kept = create();
    }

    private String create() {
        String id = nextId("create");
        String body = "{'name':'%s','defaultRules':false}".formatted(id);
        Decision made = random.nextBoolean()
                ? client.overRest("POST", GROUPS, body, id)
                : client.overKafka(Topics.GROUP_COMMANDS, id, CommandType.CREATE_SECURITY_GROUP.wireName(), body, id);
        return made.expectAccepted().text("securityGroupId");
    }

    private void refuseWhileHeld(String group) {
        String instance = register(group);
        Decision refused = delete(group);
        if (!refused.isRefusedWith("SECURITY_GROUP_IN_USE")
                || !refused.body().at("/blockers/0/id").asText().equals(instance)) {
            throw new AssertionError(group + " holds " + instance + ", and its deletion came to " + refused);
        }
        String id = nextId("leave");
        Decision left = random.nextBoolean()
                ? client.overRest("DELETE", "/v1/instances/" + instance, "", id)
                : client.overKafka(
                        Topics.INSTANCE_COMMANDS, instance, CommandType.DELETE_INSTANCE.wireName(), "{}", id);
        left.expectAccepted();
    }

    /** The service may not have heard of the group within its patience: then it says so, and is asked afresh. */
    private String register(String group) {
        while (true) {
            String id = nextId("join");
            String body = "{'name':'%s','securityGroupId':'%s','addresses':['10.%d.0.1']}".formatted(id, group, number);
            Decision joined = random.nextBoolean()
                    ? client.overRest("POST", "/v1/instances", body, id)
                    : client.overKafka(
                            Topics.INSTANCE_COMMANDS, id, CommandType.REGISTER_INSTANCE.wireName(), body, id);
            if (!joined.isRefusedWith("SECURITY_GROUP_NOT_FOUND")) {
                return joined.expectAccepted().text("instanceId");
            }
        }
    }

    private Decision delete(String group) {
        String id = nextId("delete");
        return random.nextBoolean()
                ? client.overRest("DELETE", GROUPS + "/" + group, "", id)
                : client.overKafka(
                        Topics.GROUP_COMMANDS, group, CommandType.DELETE_SECURITY_GROUP.wireName(), "{}", id);
    }

    private String nextId(String what) {
        pace.awaitTurn();
        return "groups-" + number + "-" + decided.getAndIncrement() + "-" + what;
    }

    @Override
    public int decided() {
        return decided.get();
    }

    /** The groups that are gone. */
    List<String> deleted() {
        return List.copyOf(deleted);
    }

    /** The one group that is left. */
    String kept() {
        return kept;
    }
}
