package io.ringfence.endtoend;

import static io.ringfence.events.problem.ProblemCode.DIRECTION_IS_FIXED;
import static io.ringfence.events.problem.ProblemCode.DUPLICATE_RULE_IN_REQUEST;
import static io.ringfence.events.problem.ProblemCode.INVALID_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.LIMIT_EXCEEDED;
import static io.ringfence.events.problem.ProblemCode.MISSING_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.NOT_ALLOWED_FOR_ADVANCED;
import static io.ringfence.events.problem.ProblemCode.PEER_IN_OTHER_VPC;
import static io.ringfence.events.problem.ProblemCode.PEER_IS_ADVANCED;
import static io.ringfence.events.problem.ProblemCode.PEER_IS_OWN_GROUP;
import static io.ringfence.events.problem.ProblemCode.PEER_KIND_IS_FIXED;
import static io.ringfence.events.problem.ProblemCode.PREFIX_LIST_NOT_FOUND;
import static io.ringfence.events.problem.ProblemCode.RULE_EXISTS;
import static io.ringfence.events.problem.ProblemCode.RULE_EXISTS_WITH_OTHER_EXPIRY;
import static io.ringfence.events.problem.ProblemCode.RULE_NOT_FOUND;
import static io.ringfence.events.problem.ProblemCode.SECURITY_GROUP_NOT_FOUND;
import static io.ringfence.events.problem.ProblemCode.UNKNOWN_PARAMETER;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.CommandType;
import java.util.List;
import java.util.stream.IntStream;

/** What is refused of commands on rules. */
final class RuleRefusals {
    private static final String TCP = "'direction':'INGRESS','protocol':'tcp','portRange':'80/80'";
    private static final String FROM_ANYWHERE = ",'cidr':'0.0.0.0/0'";

    static final List<RefusalCase> ALL = List.of(
            authorize("nothing", "{}", MISSING_PARAMETER, "rules"),
            authorize("an empty list", "{'rules':[]}", MISSING_PARAMETER, "rules"),
            authorize("101 rules", rules(101), INVALID_PARAMETER, "rules"),
            rule(
                    "without a direction",
                    "'protocol':'tcp','portRange':'80/80'" + FROM_ANYWHERE,
                    MISSING_PARAMETER,
                    "direction"),
            rule(
                    "in an unknown direction",
                    "'direction':'UP','protocol':'tcp','portRange':'80/80'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "direction"),
            rule("with an unknown policy", TCP + ",'policy':'REJECT'" + FROM_ANYWHERE, INVALID_PARAMETER, "policy"),
            rule("of priority 0", TCP + ",'priority':0" + FROM_ANYWHERE, INVALID_PARAMETER, "priority"),
            rule("of priority 101", TCP + ",'priority':101" + FROM_ANYWHERE, INVALID_PARAMETER, "priority"),
            rule(
                    "without a protocol",
                    "'direction':'INGRESS','portRange':'80/80'" + FROM_ANYWHERE,
                    MISSING_PARAMETER,
                    "protocol"),
            rule(
                    "of an unknown protocol",
                    "'direction':'INGRESS','protocol':'sctp'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "protocol"),
            rule(
                    "of tcp without ports",
                    "'direction':'INGRESS','protocol':'tcp'" + FROM_ANYWHERE,
                    MISSING_PARAMETER,
                    "portRange"),
            rule(
                    "with ports the wrong way round",
                    "'direction':'INGRESS','protocol':'tcp','portRange':'90/80'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "portRange"),
            rule(
                    "with port 0",
                    "'direction':'INGRESS','protocol':'tcp','portRange':'0/80'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "portRange"),
            rule(
                    "of tcp with all ports as -1/-1",
                    "'direction':'INGRESS','protocol':'tcp','portRange':'-1/-1'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "portRange"),
            rule(
                    "of icmp with ports",
                    "'direction':'INGRESS','protocol':'icmp','portRange':'80/80'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "portRange"),
            rule("without a peer", TCP, INVALID_PARAMETER, "cidr"),
            rule("with two peers", TCP + FROM_ANYWHERE + ",'prefixListId':'<list>'", INVALID_PARAMETER, "cidr"),
            rule("from a CIDR that is none", TCP + ",'cidr':'10.0.0.0/33'", INVALID_PARAMETER, "cidr"),
            rule("from an octal address", TCP + ",'cidr':'010.0.0.1'", INVALID_PARAMETER, "cidr"),
            rule(
                    "of icmp from IPv6",
                    "'direction':'INGRESS','protocol':'icmp','cidr':'fd00::/8'",
                    INVALID_PARAMETER,
                    "cidr"),
            rule(
                    "of icmpv6 from IPv4",
                    "'direction':'INGRESS','protocol':'icmpv6'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "cidr"),
            rule(
                    "with a local CIDR of the other family",
                    TCP + FROM_ANYWHERE + ",'localCidr':'fd00::/8'",
                    INVALID_PARAMETER,
                    "localCidr"),
            rule(
                    "of gre with source ports",
                    "'direction':'INGRESS','protocol':'gre','sourcePortRange':'1/2'" + FROM_ANYWHERE,
                    INVALID_PARAMETER,
                    "sourcePortRange"),
            rule(
                    "with a description of 513 characters",
                    TCP + FROM_ANYWHERE + ",'description':'" + "d".repeat(513) + "'",
                    INVALID_PARAMETER,
                    "description"),
            rule(
                    "that ended in 2020",
                    TCP + FROM_ANYWHERE + ",'expiresAt':'2020-01-01T00:00:00Z'",
                    INVALID_PARAMETER,
                    "expiresAt"),
            rule(
                    "with a deadline that is no time",
                    TCP + FROM_ANYWHERE + ",'expiresAt':'tomorrow'",
                    INVALID_PARAMETER,
                    "expiresAt"),
            rule("with a mistyped parameter", TCP + FROM_ANYWHERE + ",'prot':'udp'", UNKNOWN_PARAMETER, "prot"),
            authorize(
                    "the same rule twice",
                    "{'rules':[{" + TCP + FROM_ANYWHERE + "},{" + TCP + FROM_ANYWHERE + "}]}",
                    DUPLICATE_RULE_IN_REQUEST,
                    "rules[1]"),
            rule(
                    "that is there with another deadline",
                    TCP + ",'cidr':'10.0.0.0/8','expiresAt':'2100-01-01T00:00:00Z'",
                    RULE_EXISTS_WITH_OTHER_EXPIRY,
                    "expiresAt"),
            rule(
                    "naming its own group",
                    TCP + ",'peerSecurityGroupId':'<group>'",
                    PEER_IS_OWN_GROUP,
                    "peerSecurityGroupId"),
            rule(
                    "naming a group of another VPC",
                    TCP + ",'peerSecurityGroupId':'<elsewhere>'",
                    PEER_IN_OTHER_VPC,
                    "peerSecurityGroupId"),
            rule(
                    "naming an ADVANCED group",
                    TCP + ",'peerSecurityGroupId':'<advanced>'",
                    PEER_IS_ADVANCED,
                    "peerSecurityGroupId"),
            rule(
                    "naming a group of another account",
                    TCP + ",'peerSecurityGroupId':'<foreignGroup>'",
                    SECURITY_GROUP_NOT_FOUND,
                    "peerSecurityGroupId"),
            rule(
                    "naming an unknown group",
                    TCP + ",'peerSecurityGroupId':'<unknownGroup>'",
                    SECURITY_GROUP_NOT_FOUND,
                    "peerSecurityGroupId"),
            rule(
                    "naming an unknown prefix list",
                    TCP + ",'prefixListId':'<unknownList>'",
                    PREFIX_LIST_NOT_FOUND,
                    "prefixListId"),
            rule(
                    "of icmpv6 naming a list of IPv4",
                    "'direction':'INGRESS','protocol':'icmpv6','prefixListId':'<list>'",
                    INVALID_PARAMETER,
                    "prefixListId"),
            authorize(
                    "a rule naming a group, in an ADVANCED one",
                    "<advanced>",
                    one(TCP + ",'peerSecurityGroupId':'<group>'"),
                    NOT_ALLOWED_FOR_ADVANCED,
                    "rules[0].peerSecurityGroupId"),
            authorize("one rule more than 200", "<full>", one(TCP + ",'cidr':'172.16.0.0/12'"), LIMIT_EXCEEDED, ""),
            authorize(
                    "one rule more than 20 that name a group",
                    "<fullOfGroups>",
                    one(TCP + ",'peerSecurityGroupId':'<group>'"),
                    LIMIT_EXCEEDED,
                    ""),
            authorize(
                    "a rule in an unknown group",
                    "<unknownGroup>",
                    one(TCP + FROM_ANYWHERE),
                    SECURITY_GROUP_NOT_FOUND,
                    ""),
            authorize(
                    "a rule in a group of another account",
                    "<foreignGroup>",
                    one(TCP + FROM_ANYWHERE),
                    SECURITY_GROUP_NOT_FOUND,
                    ""),
            modify("that is unknown", "{'ruleId':'<unknownRule>','priority':2}", RULE_NOT_FOUND, "ruleId"),
            modify(
                    "to the other direction",
                    "{'ruleId':'<rule>','direction':'EGRESS'}",
                    DIRECTION_IS_FIXED,
                    "direction"),
            modify(
                    "to another kind of peer",
                    "{'ruleId':'<rule>','prefixListId':'<list>'}",
                    PEER_KIND_IS_FIXED,
                    "prefixListId"),
            modify("so that it is the same as another", "{'ruleId':'<rule>','cidr':'10.1.0.0/16'}", RULE_EXISTS, ""),
            modify(
                    "to have ended in 2020",
                    "{'ruleId':'<rule>','expiresAt':'2020-01-01T00:00:00Z'}",
                    INVALID_PARAMETER,
                    "expiresAt"),
            modify(
                    "to ports the wrong way round",
                    "{'ruleId':'<rule>','portRange':'90/80'}",
                    INVALID_PARAMETER,
                    "portRange"),
            revoke("that is unknown", "{'ruleIds':['<unknownRule>']}", RULE_NOT_FOUND, "ruleIds[0]"),
            revoke(
                    "by a match that none has",
                    "{'rules':[{" + TCP + ",'cidr':'172.16.0.0/12'}]}",
                    RULE_NOT_FOUND,
                    "rules[0]"),
            revoke("by neither id nor match", "{}", INVALID_PARAMETER, "ruleIds"),
            revoke(
                    "by id and by match",
                    "{'ruleIds':['<rule>'],'rules':[{" + TCP + FROM_ANYWHERE + "}]}",
                    INVALID_PARAMETER,
                    "ruleIds"));

    private RuleRefusals() {}

    private static String rules(int count) {
        return "{'rules':["
                + String.join(
                        ",",
                        IntStream.rangeClosed(1, count)
                                .mapToObj(i -> "{" + TCP + ",'cidr':'172.17.0." + i + "/32'}")
                                .toList())
                + "]}";
    }

    private static String one(String rule) {
        return "{'rules':[{" + rule + "}]}";
    }

    private static RefusalCase rule(String what, String rule, ProblemCode code, String parameter) {
        return authorize(
                "a rule " + what,
                "<group>",
                one(rule),
                code,
                parameter.isEmpty() ? "rules[0]" : "rules[0]." + parameter);
    }

    private static RefusalCase authorize(String what, String body, ProblemCode code, String parameter) {
        return authorize(what, "<group>", body, code, parameter);
    }

    private static RefusalCase authorize(String what, String target, String body, ProblemCode code, String parameter) {
        return new RefusalCase("authorize " + what, CommandType.AUTHORIZE_RULES, target, body, code, parameter);
    }

    private static RefusalCase modify(String what, String body, ProblemCode code, String parameter) {
        return new RefusalCase("change a rule " + what, CommandType.MODIFY_RULE, "<group>", body, code, parameter);
    }

    private static RefusalCase revoke(String what, String body, ProblemCode code, String parameter) {
        return new RefusalCase("revoke a rule " + what, CommandType.REVOKE_RULES, "<group>", body, code, parameter);
    }
}
