package io.ringfence.events.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as a caller sees it: RFC 9457 with a stable code.
 *
 * @param status HTTP status, 400..599
 * @param parameter the parameter at fault, such as {@code rules[2].portRange}
 * @param limit the limit that would be exceeded, with {@code LIMIT_EXCEEDED}
 * @param count what the change would have come to, with {@code LIMIT_EXCEEDED}; all blockers, where some are named
 * @param blockers what stands in the way, at most 20
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        int status,
        String title,
        String detail,
        ProblemCode code,
        @Nullable String parameter,
        @Nullable Long limit,
        @Nullable Long count,
        List<Blocker> blockers) {
    /** The media type of a problem as a body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** How many blockers are named at the most. */
    public static final int MAX_BLOCKERS = 20;

    @SuppressWarnings("ConstantValue") // absent in JSON reads as null
    public Problem {
        blockers = blockers == null ? List.of() : List.copyOf(blockers);
    }

    /** A problem with this code and a sentence that says what to do next. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code.status(), code.title(), detail, code, null, null, null, List.of());
    }

    /** The same problem, naming the parameter at fault. */
    public Problem at(String newParameter) {
        return new Problem(status, title, detail, code, newParameter, limit, count, blockers);
    }

    /** The same problem, with the limit and what the change would have come to. */
    public Problem limit(long newLimit, long newCount) {
        return new Problem(status, title, detail, code, parameter, newLimit, newCount, blockers);
    }

    /** The same problem, naming the first {@value #MAX_BLOCKERS} of what stands in the way, and how many there are. */
    public Problem blockedBy(List<Blocker> all) {
        return blockedBy(all, all.size());
    }

    /** The same for blockers of which only the first are at hand. */
    public Problem blockedBy(List<Blocker> first, long all) {
        List<Blocker> named = first.size() > MAX_BLOCKERS ? first.subList(0, MAX_BLOCKERS) : first;
        return new Problem(status, title, detail, code, parameter, limit, all, named);
    }

    /** This problem as an exception. */
    public Refusal refusal() {
        return new Refusal(this);
    }
}
