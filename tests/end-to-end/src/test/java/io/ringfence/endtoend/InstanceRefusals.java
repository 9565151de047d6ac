package io.ringfence.endtoend;

import static io.ringfence.events.problem.ProblemCode.ADDRESS_IN_USE;
import static io.ringfence.events.problem.ProblemCode.GROUP_IS_FIXED;
import static io.ringfence.events.problem.ProblemCode.ID_ALREADY_USED;
import static io.ringfence.events.problem.ProblemCode.INSTANCE_NOT_FOUND;
import static io.ringfence.events.problem.ProblemCode.INTERFACE_IN_USE;
import static io.ringfence.events.problem.ProblemCode.INVALID_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.MISSING_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.SECURITY_GROUP_NOT_FOUND;
import static io.ringfence.events.problem.ProblemCode.UNKNOWN_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.VPC_MISMATCH;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.CommandType;
import java.util.List;

/** What is refused of commands on instances. */
final class InstanceRefusals {
    private static final String FREE = "'addresses':['10.77.0.9']";

    static final List<RefusalCase> ALL = List.of(
            register("without a group", "{" + FREE + "}", MISSING_PARAMETER, "securityGroupId"),
            register(
                    "in a group by an id that none can be",
                    "{'securityGroupId':'web'," + FREE + "}",
                    INVALID_PARAMETER,
                    "securityGroupId"),
            register(
                    "in an unknown group",
                    "{'securityGroupId':'<unknownGroup>'," + FREE + "}",
                    SECURITY_GROUP_NOT_FOUND,
                    "securityGroupId"),
            register(
                    "in a group of another account",
                    "{'securityGroupId':'<foreignGroup>'," + FREE + "}",
                    SECURITY_GROUP_NOT_FOUND,
                    "securityGroupId"),
            register(
                    "in a deleted group",
                    "{'securityGroupId':'<deletedGroup>'," + FREE + "}",
                    SECURITY_GROUP_NOT_FOUND,
                    "securityGroupId"),
            inGroup("without addresses", "", MISSING_PARAMETER, "addresses"),
            inGroup("with no address", ",'addresses':[]", MISSING_PARAMETER, "addresses"),
            inGroup("with an address that is none", ",'addresses':['10.77.0']", INVALID_PARAMETER, "addresses[0]"),
            inGroup("with an address twice", ",'addresses':['10.77.0.9','10.77.0.9']", INVALID_PARAMETER, "addresses"),
            inGroup("with a multicast address", ",'addresses':['224.0.0.1']", INVALID_PARAMETER, "addresses[0]"),
            inGroup("with a host and no interface", "," + FREE + ",'host':'h9'", INVALID_PARAMETER, "interface"),
            inGroup(
                    "with an interface name of 16 characters",
                    "," + FREE + ",'host':'h9','interface':'sg01234567890123'",
                    INVALID_PARAMETER,
                    "interface"),
            inGroup("with an id that none can be", "," + FREE + ",'instanceId':'a b'", INVALID_PARAMETER, "instanceId"),
            inGroup("with a mistyped parameter", "," + FREE + ",'adresses':[]", UNKNOWN_PARAMETER, "adresses"),
            inGroup(
                    "with an id that was used before",
                    "," + FREE + ",'instanceId':'<instance>'",
                    ID_ALREADY_USED,
                    "instanceId"),
            inGroup(
                    "with an address of another instance",
                    ",'addresses':['10.77.0.1']",
                    ADDRESS_IN_USE,
                    "addresses[0]"),
            inGroup(
                    "at an interface of another instance",
                    "," + FREE + ",'host':'refusals','interface':'sg1'",
                    INTERFACE_IN_USE,
                    "interface"),
            inGroup("in another VPC than its group's", "," + FREE + ",'vpcId':'vpc-elsewhere'", VPC_MISMATCH, "vpcId"),
            modify("that is unknown", "<unknownInstance>", "{'name':'other'}", INSTANCE_NOT_FOUND, ""),
            modify("of another account", "<foreignInstance>", "{'name':'other'}", INSTANCE_NOT_FOUND, ""),
            modify(
                    "into another group",
                    "<instance>",
                    "{'securityGroupId':'<group>'}",
                    GROUP_IS_FIXED,
                    "securityGroupId"),
            modify(
                    "to an interface of another one",
                    "<instance>",
                    "{'interface':'sg2'}",
                    INTERFACE_IN_USE,
                    "interface"),
            modify(
                    "to have a host and no interface",
                    "<instance>",
                    "{'interface':null}",
                    INVALID_PARAMETER,
                    "interface"),
            modify("to have no name", "<instance>", "{'name':null}", INVALID_PARAMETER, "name"),
            delete("that is unknown", "<unknownInstance>"),
            delete("of another account", "<foreignInstance>"));

    private InstanceRefusals() {}

    private static RefusalCase inGroup(String what, String more, ProblemCode code, String parameter) {
        return register(what, "{'securityGroupId':'<group>'" + more + "}", code, parameter);
    }

    private static RefusalCase register(String what, String body, ProblemCode code, String parameter) {
        return new RefusalCase(
                "register an instance " + what, CommandType.REGISTER_INSTANCE, "", body, code, parameter);
    }

    private static RefusalCase modify(String what, String target, String body, ProblemCode code, String parameter) {
        return new RefusalCase(
                "change an instance " + what, CommandType.MODIFY_INSTANCE, target, body, code, parameter);
    }

    private static RefusalCase delete(String what, String target) {
        return new RefusalCase(
                "delete an instance " + what, CommandType.DELETE_INSTANCE, target, "{}", INSTANCE_NOT_FOUND, "");
    }
}
