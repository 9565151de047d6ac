package io.ringfence.endtoend;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What must be there for commands to be refused, by the names that {@link RefusalCase} uses. */
final class RefusalScene {
    private static final String TCP = "'direction':'INGRESS','protocol':'tcp','portRange':'80/80'";
    private static final Map<String, String> FOREIGN = Map.of("Ringfence-Account", "stranger");
    private static final Map<String, String> OURS = Map.of();

    private static final Map<String, String> SET = new HashMap<>();

    private final Gateway gateway;
    private final Map<String, String> ids = new HashMap<>();

    private RefusalScene(Gateway gateway) {
        this.gateway = gateway;
    }

    /** The ids of what is there; it is made when it is asked for first, in the installation for all. */
    static synchronized Map<String, String> set(Gateway gateway) {
        if (SET.isEmpty()) {
            SET.putAll(make(gateway));
        }
        return Map.copyOf(SET);
    }

    private static Map<String, String> make(Gateway gateway) {
        RefusalScene scene = new RefusalScene(gateway);
        scene.groups();
        scene.rules();
        scene.instances();
        return scene.ids;
    }

    private void groups() {
        for (String name : new String[] {"group", "inhabited", "named", "full", "fullOfGroups"}) {
            ids.put(name, group("'name':'" + name + "'", OURS));
        }
        ids.put("advanced", group("'name':'advanced','type':'ADVANCED'", OURS));
        ids.put("elsewhere", group("'name':'elsewhere','vpcId':'vpc-elsewhere'", OURS));
        ids.put("foreignGroup", group("'name':'foreign'", FOREIGN));
        ids.put("unknownGroup", "sg-00000000000000000");
        ids.put("unknownRule", "sgr-00000000000000000");
        ids.put("unknownList", "pl-00000000000000000");
        ids.put("unknownInstance", "eci-00000000000000000");
        ids.put("deletedGroup", group("'name':'deleted'", OURS));
        gateway.delete("/v1/security-groups/" + ids.get("deletedGroup")).expect(204);
    }

    private void rules() {
        ids.put("list", list(OURS));
        ids.put("foreignList", list(FOREIGN));
        authorize("group", "{" + TCP + ",'cidr':'10.1.0.0/16'}");
        authorize("group", "{" + TCP + ",'prefixListId':'" + ids.get("list") + "'}");
        ids.put("rule", authorize("group", "{" + TCP + ",'cidr':'10.0.0.0/8'}"));
        authorize("inhabited", "{" + TCP + ",'peerSecurityGroupId':'" + ids.get("named") + "'}");
        authorize("full", cidrs(0));
        authorize("full", cidrs(100));
        authorize(
                "fullOfGroups",
                IntStream.range(0, 20)
                        .mapToObj(i -> "{" + TCP + ",'priority':" + (i + 1) + ",'peerSecurityGroupId':'"
                                + ids.get("named") + "'}")
                        .collect(Collectors.joining(",")));
    }

    private static String cidrs(int first) {
        return IntStream.range(first, first + 100)
                .mapToObj(i -> "{" + TCP + ",'cidr':'192.0.2." + i + "/32'}")
                .collect(Collectors.joining(","));
    }

    private void instances() {
        ids.put("instance", instance("10.77.0.1", "'host':'refusals','interface':'sg1'", "inhabited", OURS));
        instance("10.77.0.2", "'host':'refusals','interface':'sg2'", "inhabited", OURS);
        ids.put("foreignInstance", instance("10.77.0.3", "'labels':{}", "foreignGroup", FOREIGN));
    }

    private String group(String members, Map<String, String> caller) {
        return gateway.post("/v1/security-groups", "{'defaultRules':false," + members + "}", caller)
                .expect(201)
                .text("securityGroupId");
    }

    private String list(Map<String, String> caller) {
        return gateway.post(
                        "/v1/prefix-lists",
                        "{'name':'list','addressFamily':'IPV4','maxEntries':2,'entries':[{'cidr':'10.0.0.0/8'}]}",
                        caller)
                .expect(201)
                .text("prefixListId");
    }

    private String authorize(String group, String rules) {
        return gateway.post("/v1/security-groups/" + ids.get(group) + "/rules", "{'rules':[" + rules + "]}")
                .expect(201)
                .body()
                .path("rules")
                .path(0)
                .path("ruleId")
                .asText();
    }

    private String instance(String address, String more, String group, Map<String, String> caller) {
        return gateway.post(
                        "/v1/instances",
                        "{'securityGroupId':'" + ids.get(group) + "','addresses':['" + address + "']," + more + "}",
                        caller)
                .expect(201)
                .text("instanceId");
    }
}
