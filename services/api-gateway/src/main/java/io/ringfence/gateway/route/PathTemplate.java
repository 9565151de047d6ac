package io.ringfence.gateway.route;

import java.util.List;

/**
 * A path such as {@code /v1/security-groups/{id}/rules}; {@code {name}} stands for one segment, not empty, or for the
 * beginning of one, as in {@code {id}:resubmit}.
 */
record PathTemplate(List<String> segments) {
    static PathTemplate of(String text) {
        return new PathTemplate(split(text));
    }

    /** The segments of a path; one slash at its end counts for nothing, and a colon may be encoded. */
    static List<String> split(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return List.of(trimmed.substring(1).replaceAll("(?i)%3A", ":").split("/", -1));
    }

    boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!matches(segments.get(i), path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String template, String segment) {
        if (!template.startsWith("{")) {
            return template.equals(segment);
        }
        String end = template.substring(template.indexOf('}') + 1);
        return segment.endsWith(end) && segment.length() > end.length();
    }
}
