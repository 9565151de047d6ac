package io.ringfence.events.problem;

import io.ringfence.events.value.InvalidValue;

/**
 * A change or a question refused for a reason that its caller can understand. Carries no stack trace: it is an
 * answer, not a fault.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** A 400 that names the parameter: {@code path}, with the value's own part behind it. */
    public static Refusal invalid(String path, InvalidValue cause) {
        String parameter = cause.parameter().isEmpty() || path.isEmpty()
                ? path + cause.parameter()
                : path + "." + cause.parameter();
        return invalid(parameter, cause.getMessage());
    }

    /** A 400 that names the parameter; the detail starts with its name. */
    public static Refusal invalid(String parameter, String message) {
        return Problem.of(ProblemCode.INVALID_PARAMETER, parameter + " " + message)
                .at(parameter)
                .refusal();
    }
}
