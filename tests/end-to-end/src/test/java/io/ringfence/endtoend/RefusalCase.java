package io.ringfence.endtoend;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.CommandType;
import java.util.Map;

/**
 * A command that is refused.
 *
 * @param what it tries, for a person
 * @param target the id in the path or the record's key; {@code <name>} stands for an id of {@link RefusalScene}
 * @param body the request, with single quotes; {@code <name>} as in the target
 * @param parameter what the refusal names; empty where it is about no parameter
 */
record RefusalCase(String what, CommandType type, String target, String body, ProblemCode code, String parameter) {
    /** The same with the scene's ids in it. */
    RefusalCase in(Map<String, String> scene) {
        return new RefusalCase(what, type, filled(target, scene), filled(body, scene), code, parameter);
    }

    private static String filled(String text, Map<String, String> scene) {
        String filled = text;
        for (Map.Entry<String, String> id : scene.entrySet()) {
            filled = filled.replace("<" + id.getKey() + ">", id.getValue());
        }
        return filled;
    }
}
