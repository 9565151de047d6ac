package io.ringfence.endtoend;

import static io.ringfence.events.problem.ProblemCode.INVALID_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.LIMIT_EXCEEDED;
import static io.ringfence.events.problem.ProblemCode.MISSING_PARAMETER;
import static io.ringfence.events.problem.ProblemCode.PREFIX_LIST_IN_USE;
import static io.ringfence.events.problem.ProblemCode.PREFIX_LIST_NOT_FOUND;
import static io.ringfence.events.problem.ProblemCode.UNKNOWN_PARAMETER;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.CommandType;
import java.util.List;

/** What is refused of commands on prefix lists. */
final class ListRefusals {
    private static final String OFFICES = "'name':'offices','addressFamily':'IPV4'";

    static final List<RefusalCase> ALL = List.of(
            create("without a name", "{'addressFamily':'IPV4','maxEntries':2}", MISSING_PARAMETER, "name"),
            create("without a family", "{'name':'offices','maxEntries':2}", MISSING_PARAMETER, "addressFamily"),
            create(
                    "of an unknown family",
                    "{'name':'offices','addressFamily':'IPX','maxEntries':2}",
                    INVALID_PARAMETER,
                    "addressFamily"),
            create("without room", "{" + OFFICES + ",'maxEntries':0}", INVALID_PARAMETER, "maxEntries"),
            create("for 201 entries", "{" + OFFICES + ",'maxEntries':201}", INVALID_PARAMETER, "maxEntries"),
            create(
                    "with more entries than it has room for",
                    "{" + OFFICES + ",'maxEntries':1,'entries':[{'cidr':'10.0.0.0/8'},{'cidr':'11.0.0.0/8'}]}",
                    LIMIT_EXCEEDED,
                    "entries"),
            create(
                    "with an entry of the other family",
                    "{" + OFFICES + ",'maxEntries':1,'entries':[{'cidr':'fd00::/8'}]}",
                    INVALID_PARAMETER,
                    "entries[0].cidr"),
            create(
                    "with an entry twice",
                    "{" + OFFICES + ",'maxEntries':2,'entries':[{'cidr':'10.0.0.0/8'},{'cidr':'10.1.0.0/8'}]}",
                    INVALID_PARAMETER,
                    "entries[1].cidr"),
            create(
                    "with a mistyped parameter",
                    "{" + OFFICES + ",'maxEntries':2,'entrys':[]}",
                    UNKNOWN_PARAMETER,
                    "entrys"),
            modify("that is unknown", "<unknownList>", "{'name':'other'}", PREFIX_LIST_NOT_FOUND, ""),
            modify("of another account", "<foreignList>", "{'name':'other'}", PREFIX_LIST_NOT_FOUND, ""),
            modify(
                    "to more entries than it has room for",
                    "<list>",
                    "{'entries':[{'cidr':'10.0.0.0/8'},{'cidr':'11.0.0.0/8'},{'cidr':'12.0.0.0/8'}]}",
                    LIMIT_EXCEEDED,
                    "entries"),
            modify("to have no name", "<list>", "{'name':null}", INVALID_PARAMETER, "name"),
            delete("that is unknown", "<unknownList>", PREFIX_LIST_NOT_FOUND),
            delete("that a rule names", "<list>", PREFIX_LIST_IN_USE));

    private ListRefusals() {}

    private static RefusalCase create(String what, String body, ProblemCode code, String parameter) {
        return new RefusalCase(
                "create a prefix list " + what, CommandType.CREATE_PREFIX_LIST, "", body, code, parameter);
    }

    private static RefusalCase modify(String what, String target, String body, ProblemCode code, String parameter) {
        return new RefusalCase(
                "change a prefix list " + what, CommandType.MODIFY_PREFIX_LIST, target, body, code, parameter);
    }

    private static RefusalCase delete(String what, String target, ProblemCode code) {
        return new RefusalCase("delete a prefix list " + what, CommandType.DELETE_PREFIX_LIST, target, "{}", code, "");
    }
}
