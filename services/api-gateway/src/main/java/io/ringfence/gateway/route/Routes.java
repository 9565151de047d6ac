package io.ringfence.gateway.route;

import static io.ringfence.gateway.Backend.GROUP_SERVICE;
import static io.ringfence.gateway.Backend.INSTANCE_SERVICE;
import static io.ringfence.gateway.Backend.PROJECTION_SERVICE;
import static io.ringfence.gateway.Backend.RULE_SERVICE;

import io.ringfence.gateway.Backend;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The routing table of {@code /v1}: changes go to the service that decides them, every question to the projection, and so
 * do the one change that it makes itself and a change that is only asked about.
 *
 * <p>A row without a change is there so that its path is known: changing it is a wrong method, not a wrong path.
 */
public final class Routes {
    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final String HEALTH = "/v1/health";

    private static final List<Route> CHANGES = List.of(
            route("/v1/security-groups", GROUP_SERVICE, "POST"),
            route("/v1/security-groups/{id}", GROUP_SERVICE, "PATCH", "DELETE"),
            route("/v1/security-groups/{id}/rules", RULE_SERVICE, "POST"),
            route("/v1/security-groups/{id}/rules/{ruleId}", RULE_SERVICE, "PATCH", "DELETE"),
            route("/v1/security-groups/{id}/rules:revoke", RULE_SERVICE, "POST"),
            route("/v1/security-groups/{id}/rules:preview", PROJECTION_SERVICE, "POST"),
            route("/v1/audit/verify", PROJECTION_SERVICE, "POST"),
            route("/v1/prefix-lists", RULE_SERVICE, "POST"),
            route("/v1/prefix-lists/{id}", RULE_SERVICE, "PATCH", "DELETE"),
            route("/v1/instances", INSTANCE_SERVICE, "POST"),
            route("/v1/instances/{id}", INSTANCE_SERVICE, "PATCH", "DELETE"),
            route("/v1/dead-letters/{id}:resubmit", PROJECTION_SERVICE, "POST"));

    private static final List<PathTemplate> QUESTIONS = List.of(
            PathTemplate.of("/v1/security-groups/{id}/lint"),
            PathTemplate.of("/v1/security-groups/{id}/rule-usage"),
            PathTemplate.of("/v1/lint"),
            PathTemplate.of("/v1/security-groups/{id}/enforcement"),
            PathTemplate.of("/v1/instances/{id}/effective-policy"),
            PathTemplate.of("/v1/instances/{id}/effective-policy/references/{securityGroupId}"),
            PathTemplate.of("/v1/reachability"),
            PathTemplate.of("/v1/audit/events"),
            PathTemplate.of("/v1/audit/replay"),
            PathTemplate.of("/v1/audit/diff"),
            PathTemplate.of("/v1/audit/proof"),
            PathTemplate.of("/v1/audit/key"),
            PathTemplate.of("/v1/changes"),
            PathTemplate.of("/v1/snapshot"),
            PathTemplate.of("/v1/dead-letters"),
            PathTemplate.of("/v1/dead-letters/{id}"),
            PathTemplate.of(HEALTH));

    private Routes() {}

    private record Route(PathTemplate path, Backend backend, Set<String> methods) {}

    private static Route route(String path, Backend backend, String... methods) {
        return new Route(PathTemplate.of(path), backend, Set.of(methods));
    }

    /**
     * Where a request goes.
     *
     * @param method in upper case
     * @param path normalized, beginning with {@code /v1/}, without the query
     */
    public static Destination find(String method, String path) {
        List<String> segments = PathTemplate.split(path);
        if (READ.contains(method)) {
            return PathTemplate.of(HEALTH).matches(segments)
                    ? new Destination.Own()
                    : new Destination.Forward(PROJECTION_SERVICE);
        }
        List<Route> known =
                CHANGES.stream().filter(route -> route.path.matches(segments)).toList();
        return known.stream()
                .filter(route -> route.methods.contains(method))
                .findFirst()
                .<Destination>map(route -> new Destination.Forward(route.backend))
                .orElseGet(() -> refusal(known, segments));
    }

    private static Destination refusal(List<Route> known, List<String> segments) {
        boolean question = QUESTIONS.stream().anyMatch(path -> path.matches(segments));
        if (known.isEmpty() && !question) {
            return new Destination.Unknown();
        }
        Set<String> allowed = new TreeSet<>(READ);
        known.forEach(route -> allowed.addAll(route.methods));
        return new Destination.WrongMethod(allowed);
    }
}
