package io.ringfence.web;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the resource does not declare, and repeated ones that it does not declare as a
 * collection: a mistyped filter must not answer with everything.
 */
public final class StrictQuery {
    /** Whether each declared parameter may be repeated. */
    private final Map<Method, Map<String, Boolean>> declared = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ResourceInfo resource, UriInfo uri) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        if (given.isEmpty() || resource.getResourceMethod() == null) {
            return;
        }
        Map<String, Boolean> known = declared.computeIfAbsent(resource.getResourceMethod(), StrictQuery::parameters);
        given.forEach((name, values) -> {
            Boolean repeatable = known.get(name);
            if (repeatable == null) {
                throw unknown(name, known);
            }
            if (values.size() > 1 && !repeatable) {
                throw Refusal.invalid(name, "must be given once");
            }
        });
    }

    private static Refusal unknown(String name, Map<String, Boolean> known) {
        String possible = known.isEmpty() ? "none" : String.join(", ", known.keySet());
        return Problem.of(ProblemCode.UNKNOWN_PARAMETER, name + " is not known; known here: " + possible)
                .at(name)
                .refusal();
    }

    private static Map<String, Boolean> parameters(Method method) {
        Map<String, Boolean> parameters = new TreeMap<>();
        for (Parameter parameter : method.getParameters()) {
            name(parameter)
                    .ifPresent(name -> parameters.put(name, Collection.class.isAssignableFrom(parameter.getType())));
        }
        return parameters;
    }

    private static Optional<String> name(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .flatMap(annotation -> {
                    if (annotation instanceof RestQuery query) {
                        return Optional.of(query.value()).stream();
                    }
                    return annotation instanceof QueryParam query
                            ? Optional.of(query.value()).stream()
                            : Optional.<String>empty().stream();
                })
                .map(name -> name.isEmpty() ? parameter.getName() : name)
                .findFirst();
    }
}
