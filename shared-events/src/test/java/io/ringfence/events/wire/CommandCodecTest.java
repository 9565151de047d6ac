package io.ringfence.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringfence.events.Command;
import io.ringfence.events.group.SecurityGroupCommand.CreateSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.ModifySecurityGroup;
import io.ringfence.events.instance.InstanceCommand.RegisterInstance;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.rule.RulesPreview;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandCodecTest {
    private static final String GROUP = "sg-webwebwebwebweb00";
    private final CommandCodec codec = new CommandCodec(() -> "00000000000000042");

    private Command read(CommandType type, String target, String json) {
        return codec.read(type, target, Json.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private Problem refusal(CommandType type, String target, String json) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(type, target, json));
        assertThat(refusal).as("refused: %s", json).isNotNull();
        return refusal.problem();
    }

    private RuleSpec authorized(String rule) {
        AuthorizeRules command = (AuthorizeRules) read(CommandType.AUTHORIZE_RULES, GROUP, "{'rules':[" + rule + "]}");
        assertThat(command.rules()).hasSize(1);
        assertThat(command.rules().get(0).ruleId()).hasToString("sgr-00000000000000042");
        return command.rules().get(0).spec();
    }

    @Test
    void a_rule_has_its_defaults() {
        RuleSpec spec = authorized("{'direction':'ingress','protocol':'TCP','portRange':'80/80','cidr':'10.1.2.3/16'}");

        assertThat(spec.policy()).isEqualTo(RuleAction.ACCEPT);
        assertThat(spec.priority()).isEqualTo(1);
        assertThat(spec.cidr()).hasToString("10.1.0.0/16");
        assertThat(spec.description()).isEmpty();
        assertThat(authorized("{'direction':'EGRESS','protocol':'all','cidr':'::/0'}")
                        .portRange())
                .isEqualTo(PortRange.ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'protocol':'tcp','portRange':'80/80','cidr':'::/0'|rules[0].direction|MISSING_PARAMETER",
                "'direction':'INGRESS','portRange':'80/80','cidr':'::/0'|rules[0].protocol|MISSING_PARAMETER",
                "'direction':'INGRESS','protocol':'tcp','cidr':'::/0'|rules[0].portRange|MISSING_PARAMETER",
                "'direction':'IN','protocol':'tcp','portRange':'80/80','cidr':'::/0'|rules[0].direction|INVALID_PARAMETER",
                "'direction':'INGRESS','prot':'tcp','portRange':'80/80','cidr':'::/0'|rules[0].prot|UNKNOWN_PARAMETER",
                "'direction':'INGRESS','protocol':'tcp','portRange':'-1/-1','cidr':'::/0'|rules[0].portRange|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'icmp','portRange':'80/80','cidr':'0.0.0.0/0'|rules[0].portRange|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'icmp','cidr':'::/0'|rules[0].cidr|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'icmpv6','cidr':'0.0.0.0/0'|rules[0].cidr|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','cidr':'0.0.0.0/0','localCidr':'fd00::1'|rules[0].localCidr|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'icmp','peerSecurityGroupId':'sg-webwebwebwebweb00','localCidr':'fd00::1'|rules[0].localCidr|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'gre','cidr':'::/0','sourcePortRange':'1/2'|rules[0].sourcePortRange|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','priority':0,'cidr':'::/0'|rules[0].priority|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','priority':101,'cidr':'::/0'|rules[0].priority|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','priority':1.5,'cidr':'::/0'|rules[0].priority|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','priority':'1','cidr':'::/0'|rules[0].priority|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all'|rules[0].cidr|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','cidr':'::/0','prefixListId':'pl-officeoffice00000'|rules[0].cidr|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','cidr':'::/0','expiresAt':'tomorrow'|rules[0].expiresAt|INVALID_PARAMETER",
                "'direction':'INGRESS','protocol':'all','cidr':7|rules[0].cidr|INVALID_PARAMETER"
            },
            quoteCharacter = '`')
    void a_bad_rule_is_refused_and_its_parameter_named(String rule, String parameter, ProblemCode code) {
        Problem problem = refusal(CommandType.AUTHORIZE_RULES, GROUP, "{'rules':[{" + rule + "}]}");

        assertThat(problem.parameter()).isEqualTo(parameter);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains(parameter);
    }

    @Test
    void the_same_rule_twice_in_one_call_is_refused() {
        String rule = "{'direction':'INGRESS','protocol':'all','cidr':'::/0'}";
        String same = "{'direction':'ingress','protocol':'ALL','cidr':'fd00::/0','description':'again'}";

        Problem problem = refusal(CommandType.AUTHORIZE_RULES, GROUP, "{'rules':[" + rule + "," + same + "]}");

        assertThat(problem.code()).isEqualTo(ProblemCode.DUPLICATE_RULE_IN_REQUEST);
        assertThat(problem.parameter()).isEqualTo("rules[1]");
    }

    @Test
    void a_call_has_1_to_100_rules() {
        String rule = "{'direction':'INGRESS','protocol':'tcp','portRange':'%d/%d','cidr':'::/0'}";
        StringBuilder rules = new StringBuilder();
        for (int port = 1; port <= 101; port++) {
            rules.append(port == 1 ? "" : ",").append(rule.formatted(port, port));
        }

        assertThat(refusal(CommandType.AUTHORIZE_RULES, GROUP, "{'rules':[" + rules + "]}")
                        .parameter())
                .isEqualTo("rules");
        assertThat(refusal(CommandType.AUTHORIZE_RULES, GROUP, "{'rules':[]}").parameter())
                .isEqualTo("rules");
        assertThat(refusal(CommandType.AUTHORIZE_RULES, GROUP, "{}").parameter())
                .isEqualTo("rules");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'addressFamily':'IPV4','maxEntries':2|name|MISSING_PARAMETER",
                "'name':'office','maxEntries':2|addressFamily|MISSING_PARAMETER",
                "'name':'office','addressFamily':'IPV4'|maxEntries|MISSING_PARAMETER",
                "'name':'office','addressFamily':'IPV4','maxEntries':0|maxEntries|INVALID_PARAMETER",
                "'name':'office','addressFamily':'IPV4','maxEntries':201|maxEntries|INVALID_PARAMETER",
                "'name':'office','addressFamily':'BOTH','maxEntries':2|addressFamily|INVALID_PARAMETER",
                "'name':'office','addressFamily':'IPV4','maxEntries':2,'entries':[{}]|entries[0].cidr|MISSING_PARAMETER",
                "'name':'office','addressFamily':'IPV4','maxEntries':2,'entries':[{'cidr':'10.1.0.0/8'},{'cidr':'10.0.0.0/8'}]|entries[1].cidr|INVALID_PARAMETER"
            },
            quoteCharacter = '`')
    void a_bad_prefix_list_is_refused_and_its_parameter_named(String list, String parameter, ProblemCode code) {
        Problem problem = refusal(CommandType.CREATE_PREFIX_LIST, "", "{" + list + "}");

        assertThat(problem.parameter()).isEqualTo(parameter);
        assertThat(problem.code()).isEqualTo(code);
    }

    @Test
    void revoke_names_ids_or_full_matches_and_not_both() {
        String match = "{'direction':'INGRESS','protocol':'all','cidr':'::/0'}";
        RevokeRules byId = (RevokeRules) read(CommandType.REVOKE_RULES, GROUP, "{'ruleIds':['sgr-00000000000000001']}");
        RevokeRules byMatch = (RevokeRules) read(CommandType.REVOKE_RULES, GROUP, "{'rules':[" + match + "]}");

        assertThat(byId.ruleIds()).hasSize(1);
        assertThat(byMatch.matches()).containsExactly(authorized(match).key());
        assertThat(refusal(CommandType.REVOKE_RULES, GROUP, "{}").parameter()).isEqualTo("ruleIds");
        assertThat(refusal(
                                CommandType.REVOKE_RULES,
                                GROUP,
                                "{'ruleIds':['sgr-00000000000000001'],'rules':[" + match + "]}")
                        .status())
                .isEqualTo(400);
        assertThat(refusal(CommandType.REVOKE_RULES, GROUP, "{'ruleIds':['sg-1']}")
                        .parameter())
                .isEqualTo("ruleIds[0]");
    }

    @Test
    void a_rule_patch_tells_absent_from_removed() {
        ModifyRule command = (ModifyRule) read(
                CommandType.MODIFY_RULE,
                GROUP,
                "{'ruleId':'sgr-00000000000000001','priority':7,'localCidr':null,'description':null}");
        RuleSpec before = authorized("{'direction':'INGRESS','protocol':'tcp','portRange':'80/80',"
                + "'cidr':'10.0.0.0/8','localCidr':'10.0.0.9','description':'old'}");

        RuleSpec after = command.patch().on(before);

        assertThat(after.priority()).isEqualTo(7);
        assertThat(after.localCidr()).isNull();
        assertThat(after.description()).isEmpty();
        assertThat(after.portRange()).isEqualTo(before.portRange());
        assertThat(after.peer()).isEqualTo(before.peer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'direction':'EGRESS'|direction|DIRECTION_IS_FIXED",
                "'policy':null|policy|INVALID_PARAMETER",
                "'priority':null|priority|INVALID_PARAMETER",
                "'protocol':null|protocol|INVALID_PARAMETER",
                "'portRange':null|portRange|INVALID_PARAMETER",
                "'cidr':null|cidr|INVALID_PARAMETER"
            },
            quoteCharacter = '`')
    void what_a_rule_cannot_be_without_cannot_be_removed(String member, String parameter, ProblemCode code) {
        Problem problem = refusal(CommandType.MODIFY_RULE, GROUP, "{'ruleId':'sgr-00000000000000001'," + member + "}");

        assertThat(problem.parameter()).isEqualTo(parameter);
        assertThat(problem.code()).isEqualTo(code);
    }

    @Test
    void a_group_has_its_defaults() {
        CreateSecurityGroup basic =
                (CreateSecurityGroup) read(CommandType.CREATE_SECURITY_GROUP, "any-key", "{'name':'web'}");
        CreateSecurityGroup advanced = (CreateSecurityGroup)
                read(CommandType.CREATE_SECURITY_GROUP, "any-key", "{'name':'web','type':'advanced'}");

        assertThat(basic.securityGroupId()).hasToString("sg-00000000000000042");
        assertThat(basic.type()).isEqualTo(SecurityGroupType.BASIC);
        assertThat(basic.innerAccessPolicy()).isEqualTo(InnerAccessPolicy.ACCEPT);
        assertThat(basic.vpcId()).hasToString("vpc-default");
        assertThat(basic.regionId()).hasToString("local");
        assertThat(basic.defaultRules()).isTrue();
        assertThat(advanced.innerAccessPolicy()).isEqualTo(InnerAccessPolicy.DROP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name|MISSING_PARAMETER",
                "{'name':'w'}|name|INVALID_PARAMETER",
                "{'name':'web','description':'d'}|description|INVALID_PARAMETER",
                "{'name':'web','type':'normal'}|type|INVALID_PARAMETER",
                "{'name':'web','tags':{'a':1}}|tags.a|INVALID_PARAMETER",
                "{'name':'web','tags':{'a':null}}|tags.a|INVALID_PARAMETER",
                "{'name':'web','tags':[]}|tags|INVALID_PARAMETER",
                "{'name':'web','defaultRules':'no'}|defaultRules|INVALID_PARAMETER",
                "{'name':'web','colour':'red'}|colour|UNKNOWN_PARAMETER"
            },
            quoteCharacter = '`')
    void a_bad_group_is_refused_and_its_parameter_named(String json, String parameter, ProblemCode code) {
        Problem problem = refusal(CommandType.CREATE_SECURITY_GROUP, "any-key", json);

        assertThat(problem.parameter()).isEqualTo(parameter);
        assertThat(problem.code()).isEqualTo(code);
    }

    @Test
    void a_group_patch_merges_tags() {
        ModifySecurityGroup command = (ModifySecurityGroup)
                read(CommandType.MODIFY_SECURITY_GROUP, GROUP, "{'description':null,'tags':{'a':null,'b':'2'}}");

        assertThat(command.name().present()).isFalse();
        assertThat(command.description().on("old", "")).isEmpty();
        assertThat(command.tags().on(Map.of("a", "1", "c", "3"))).isEqualTo(Map.of("b", "2", "c", "3"));
    }

    @Test
    void the_type_of_a_group_and_the_group_of_an_instance_are_for_ever() {
        assertThat(refusal(CommandType.MODIFY_SECURITY_GROUP, GROUP, "{'type':'ADVANCED'}")
                        .code())
                .isEqualTo(ProblemCode.TYPE_IS_FIXED);
        Problem problem = refusal(CommandType.MODIFY_INSTANCE, "web-1", "{'securityGroupId':'" + GROUP + "'}");
        assertThat(problem.code()).isEqualTo(ProblemCode.GROUP_IS_FIXED);
        assertThat(problem.detail()).contains("delete and re-create");
    }

    @Test
    void an_instance_may_bring_its_own_id_or_get_one() {
        String body = "'securityGroupId':'" + GROUP + "','addresses':['10.0.0.5','FD00::5']";
        RegisterInstance own = (RegisterInstance)
                read(CommandType.REGISTER_INSTANCE, "any-key", "{'instanceId':'web-1'," + body + "}");
        RegisterInstance given =
                (RegisterInstance) read(CommandType.REGISTER_INSTANCE, "any-key", "{" + body + ",'name':'web'}");

        assertThat(own.instanceId()).hasToString("web-1");
        assertThat(own.name()).isEqualTo("web-1");
        assertThat(given.instanceId()).hasToString("eci-00000000000000042");
        assertThat(given.addresses()).map(Object::toString).isEqualTo(List.of("10.0.0.5", "fd00::5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'addresses':['10.0.0.5']|securityGroupId|MISSING_PARAMETER",
                "'securityGroupId':'sg-webwebwebwebweb00'|addresses|MISSING_PARAMETER",
                "'securityGroupId':'sg-webwebwebwebweb00','addresses':['10.0.0.0/8']|addresses[0]|INVALID_PARAMETER",
                "'securityGroupId':'sg-webwebwebwebweb00','addresses':['10.0.0.5','10.0.0.5']|addresses|INVALID_PARAMETER",
                "'securityGroupId':'sg-webwebwebwebweb00','addresses':['fd00::5','224.0.0.1']|addresses[1]|INVALID_PARAMETER",
                "'securityGroupId':'sg-webwebwebwebweb00','addresses':['10.0.0.5'],'host':'h1'|interface|INVALID_PARAMETER",
                "'securityGroupId':'sg-webwebwebwebweb00','addresses':['10.0.0.5'],'interface':'sg1'|host|INVALID_PARAMETER",
                "'securityGroupId':'sg-webwebwebwebweb00','addresses':['10.0.0.5'],'host':'h1','interface':'sg 1'|interface|INVALID_PARAMETER"
            },
            quoteCharacter = '`')
    void a_bad_instance_is_refused_and_its_parameter_named(String members, String parameter, ProblemCode code) {
        Problem problem = refusal(CommandType.REGISTER_INSTANCE, "any-key", "{" + members + "}");

        assertThat(problem.parameter()).isEqualTo(parameter);
        assertThat(problem.code()).isEqualTo(code);
    }

    @Test
    void the_target_must_have_the_form_of_its_id() {
        assertThat(refusal(CommandType.AUTHORIZE_RULES, "web", "{}").parameter())
                .isEqualTo("securityGroupId");
        assertThat(refusal(CommandType.DELETE_INSTANCE, "a b", "{}").parameter())
                .isEqualTo("instanceId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "7", "{'a':1,'a':2}", "{} {}", "{", "nul"},
            quoteCharacter = '`')
    void a_body_that_is_not_one_json_object_is_refused(String json) {
        assertThat(refusal(CommandType.CREATE_SECURITY_GROUP, "any-key", json).code())
                .isEqualTo(ProblemCode.MALFORMED_JSON);
    }

    @Test
    void a_digest_is_of_the_content_and_not_of_its_form() {
        String one = digest("{'name':'web','tags':{'a':'1','b':'2'}}");

        assertThat(digest("{ 'tags':{'b':'2','a':'1'}, 'name':'web' }")).isEqualTo(one);
        assertThat(digest("{'name':'web','tags':{'a':'1','b':'3'}}")).isNotEqualTo(one);
        assertThat(ContentDigest.of(
                        CommandType.CREATE_SECURITY_GROUP,
                        "other",
                        Json.readObject("{}".getBytes(StandardCharsets.UTF_8))))
                .isNotEqualTo(ContentDigest.of(
                        CommandType.CREATE_SECURITY_GROUP, "", Json.readObject("{}".getBytes(StandardCharsets.UTF_8))));
    }

    private static String digest(String json) {
        return ContentDigest.of(
                CommandType.CREATE_SECURITY_GROUP,
                "",
                Json.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_preview_is_read_as_the_requests_that_it_asks_about_are() {
        String rule = "'direction':'INGRESS','protocol':'tcp','portRange':'80/80','cidr':'10.0.0.0/8'";

        RulesPreview preview =
                preview("{'authorize':[{" + rule + "}],'revoke':['sgr-00000000000000007',{" + rule + "}]}");

        RuleSpec spec = authorized("{" + rule + "}");
        assertThat(preview.authorize()).extracting(Rule::spec).containsExactly(spec);
        assertThat(preview.revoke())
                .containsExactly(
                        new RulesPreview.Named(new RuleId("sgr-00000000000000007"), null),
                        new RulesPreview.Named(null, spec.key()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|authorize|INVALID_PARAMETER",
                "{'authorise':[]}|authorise|UNKNOWN_PARAMETER",
                "{'authorize':[{<rule>,'prot':'udp'}]}|authorize[0].prot|UNKNOWN_PARAMETER",
                "{'authorize':[{<rule>},{<rule>}]}|authorize[1]|DUPLICATE_RULE_IN_REQUEST",
                "{'revoke':['sgr-1']}|revoke[0]|INVALID_PARAMETER",
                "{'revoke':[7]}|revoke[0]|INVALID_PARAMETER",
                "{'revoke':[{<rule>,'description':'no match'}]}|revoke[0].description|UNKNOWN_PARAMETER",
                "{'revoke':[{<rule>},{<rule>}]}|revoke|INVALID_PARAMETER"
            })
    void a_preview_that_cannot_be_is_refused_by_its_parameter(String body, String parameter, ProblemCode code) {
        String rule = "'direction':'INGRESS','protocol':'tcp','portRange':'80/80','cidr':'10.0.0.0/8'";

        assertThatThrownBy(() -> preview(body.replace("<rule>", rule)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo(code);
                    assertThat(refusal.problem().parameter()).isEqualTo(parameter);
                });
    }

    private static RulesPreview preview(String body) {
        return new CommandCodec(() -> "00000000000000042")
                .preview(GROUP, Json.readObject(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
