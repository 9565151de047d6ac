package io.ringfence.endtoend;

import static io.ringfence.events.problem.ProblemCode.INVALID_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.MALFORMED_JSON;
import static io.ringfence.events.problem.ProblemCode.MISSING_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.NOT_ALLOWED_FOR_ADVANCED;
import static io.ringfence.events.problem.ProblemCode.SECURITY_GROUP_IN_USE;
import static io.ringfence.events.problem.ProblemCode.SECURITY_GROUP_NOT_FOUND;
import static io.ringfence.events.problem.ProblemCode.TYPE_IS_FIXED;
import static io.ringfence.events.problem.ProblemCode.UNKNOWN_PARAMETER;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.CommandType;
import java.util.List;
import java.util.stream.IntStream;

/** What is refused of commands on security groups. */
final class GroupRefusals {
    private static final String TWENTY_ONE_TAGS = String.join(
            ",", IntStream.rangeClosed(1, 21).mapToObj(i -> "'t" + i + "':'x'").toList());

    static final List<RefusalCase> ALL = List.of(
            create("without a name", "{}", MISSING_PARAMETER, "name"),
            create("with a name of one character", "{'name':'a'}", INVALID_PARAMETER, "name"),
            create("with a name of 129 characters", "{'name':'" + "a".repeat(129) + "'}", INVALID_PARAMETER, "name"),
            create("with a description of one character", with("'description':'d'"), INVALID_PARAMETER, "description"),
            create("of an unknown type", with("'type':'MEDIUM'"), INVALID_PARAMETER, "type"),
            create("in a VPC that no VPC can be", with("'vpcId':'vpc default'"), INVALID_PARAMETER, "vpcId"),
            create("in a region that no region can be", with("'regionId':''"), INVALID_PARAMETER, "regionId"),
            create(
                    "with an unknown inner policy",
                    with("'innerAccessPolicy':'MAYBE'"),
                    INVALID_PARAMETER,
                    "innerAccessPolicy"),
            create(
                    "of type ADVANCED with inner access",
                    with("'type':'ADVANCED','innerAccessPolicy':'ACCEPT'"),
                    NOT_ALLOWED_FOR_ADVANCED,
                    "innerAccessPolicy"),
            create(
                    "with defaultRules that are no yes or no",
                    with("'defaultRules':'some'"),
                    INVALID_PARAMETER,
                    "defaultRules"),
            create("with 21 tags", with("'tags':{" + TWENTY_ONE_TAGS + "}"), INVALID_PARAMETER, "tags"),
            create(
                    "with a mistyped parameter",
                    with("'inerAccessPolicy':'DROP'"),
                    UNKNOWN_PARAMETER,
                    "inerAccessPolicy"),
            create("with a body that is no JSON", "name=web", MALFORMED_JSON, ""),
            create("with a body that is a list", "[]", MALFORMED_JSON, ""),
            modify("that is unknown", "<unknownGroup>", "{'name':'other'}", SECURITY_GROUP_NOT_FOUND, ""),
            modify("of another account", "<foreignGroup>", "{'name':'other'}", SECURITY_GROUP_NOT_FOUND, ""),
            modify("by an id that none can be", "web", "{'name':'other'}", INVALID_PARAMETER, "securityGroupId"),
            modify("to another type", "<group>", "{'type':'ADVANCED'}", TYPE_IS_FIXED, "type"),
            modify("to have no name", "<group>", "{'name':null}", INVALID_PARAMETER, "name"),
            modify("to have 21 tags", "<group>", "{'tags':{" + TWENTY_ONE_TAGS + "}}", INVALID_PARAMETER, "tags"),
            modify(
                    "of type ADVANCED to inner access",
                    "<advanced>",
                    "{'innerAccessPolicy':'ACCEPT'}",
                    NOT_ALLOWED_FOR_ADVANCED,
                    "innerAccessPolicy"),
            delete("that is unknown", "<unknownGroup>", SECURITY_GROUP_NOT_FOUND),
            delete("of another account", "<foreignGroup>", SECURITY_GROUP_NOT_FOUND),
            delete("that was deleted before", "<deletedGroup>", SECURITY_GROUP_NOT_FOUND),
            delete("that has an instance", "<inhabited>", SECURITY_GROUP_IN_USE),
            delete("that a rule of another one names", "<named>", SECURITY_GROUP_IN_USE));

    private GroupRefusals() {}

    private static String with(String more) {
        return "{'name':'web'," + more + "}";
    }

    private static RefusalCase create(String what, String body, ProblemCode code, String parameter) {
        return new RefusalCase("create a group " + what, CommandType.CREATE_SECURITY_GROUP, "", body, code, parameter);
    }

    private static RefusalCase modify(String what, String target, String body, ProblemCode code, String parameter) {
        return new RefusalCase(
                "change a group " + what, CommandType.MODIFY_SECURITY_GROUP, target, body, code, parameter);
    }

    private static RefusalCase delete(String what, String target, ProblemCode code) {
        return new RefusalCase("delete a group " + what, CommandType.DELETE_SECURITY_GROUP, target, "{}", code, "");
    }
}
