package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.demo.Gateway.Answer;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Json;
import io.ringfence.lab.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups and instances of one run, made over REST and known by role and name. */
final class Cast {

    private static final String LABEL = "ringfence-demo";

    private final Gateway gateway;
    private final String run;
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, String> instances = new LinkedHashMap<>();

    /** @param run distinguishes the names of this run's groups from those of earlier ones */
    Cast(Gateway gateway, String run) {
        this.gateway = gateway;
        this.run = run;
    }

    /** The request for a group. */
    ObjectNode groupRequest(String role, String type, String innerAccessPolicy, boolean defaultRules) {
        return Json.mapper()
                .createObjectNode()
                .put("name", role + "-" + run)
                .put("type", type)
                .put("innerAccessPolicy", innerAccessPolicy)
                .put("defaultRules", defaultRules);
    }

    Answer create(String role, ObjectNode request) {
        Answer answer = gateway.post("/v1/security-groups", request);
        if (answer.good()) {
            groups.put(role, answer.text("securityGroupId"));
        }
        return answer;
    }

    /** The request that puts a machine of the lab into its group. */
    ObjectNode instanceRequest(Machine machine) {
        ObjectNode request = Json.mapper()
                .createObjectNode()
                .put("name", machine.name())
                .put("securityGroupId", group(Stage.role(machine)));
        ArrayNode addresses = request.putArray("addresses");
        machine.addresses().forEach(address -> addresses.add(address.getHostAddress()));
        request.put("host", machine.host()).put("interface", machine.hostInterface());
        request.putObject("labels").put(LABEL, run);
        return request;
    }

    Answer register(Machine machine, ObjectNode request) {
        Answer answer = gateway.post("/v1/instances", request);
        if (answer.good()) {
            instances.put(machine.name(), answer.text("instanceId"));
        }
        return answer;
    }

    String group(String role) {
        return known(groups, role);
    }

    String instance(String name) {
        return known(instances, name);
    }

    /** The names by their ids, for printing. */
    String nameOf(String id) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id);
    }

    /** Deletes this run's instances, so that their addresses and interfaces are free for the next. */
    List<Revision> leave() {
        List<Revision> deleted = new ArrayList<>();
        for (String id : instances.values()) {
            Answer answer = gateway.delete("/v1/instances/" + id);
            if (!answer.good()) {
                throw new DemoFailure("cannot delete instance " + id + ": " + answer.body());
            }
            deleted.add(answer.revision());
        }
        instances.clear();
        return deleted;
    }

    /** Deletes what a run that was killed left registered on a host; answers how many. */
    int sweep(String host) {
        int swept = 0;
        for (JsonNode instance :
                gateway.get("/v1/instances?host=" + host + "&limit=100").body().path("items")) {
            if (instance.path("labels").has(LABEL)) {
                gateway.delete("/v1/instances/" + instance.path("instanceId").asText());
                swept++;
            }
        }
        return swept;
    }

    private static String known(Map<String, String> ids, String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new DemoFailure("the story needs " + name + ", but it could not be made");
        }
        return id;
    }
}
