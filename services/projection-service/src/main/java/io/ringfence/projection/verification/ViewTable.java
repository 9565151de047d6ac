package io.ringfence.projection.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the views, and how its rows are compared with those that the events make.
 *
 * @param key the columns that tell its rows apart
 * @param prefix before {@code id} it names the row's aggregate
 * @param id the column with the id of the aggregate; with no prefix its whole name
 * @param since the column with the time at which a row came to be
 * @param ends whether {@code valid_to} says when it ended
 * @param apart columns that need not be the same
 */
record ViewTable(
        String name, List<String> key, String prefix, String id, String since, boolean ends, List<String> apart) {
    static final List<ViewTable> ALL = List.of(
            new ViewTable(
                    "history",
                    List.of("aggregate", "revision"),
                    "",
                    "aggregate",
                    "occurred_at",
                    false,
                    List.of("topic_id", "topic_partition", "record_offset")),
            versions("group_version", "group:"),
            new ViewTable(
                    "rule_set_version",
                    List.of("id", "revision", "valid_from"),
                    "rules:",
                    "id",
                    "valid_from",
                    true,
                    List.of()),
            new ViewTable(
                    "rule_version",
                    List.of("security_group_id", "id", "revision"),
                    "rules:",
                    "security_group_id",
                    "valid_from",
                    true,
                    List.of()),
            versions("prefix_list_version", "prefix-list:"),
            versions("membership_version", "membership:"),
            versions("instance_version", "instance:"),
            new ViewTable(
                    "address_claim",
                    List.of("address", "instance_id"),
                    "instance:",
                    "instance_id",
                    "valid_from",
                    true,
                    List.of()),
            new ViewTable(
                    "aggregate", List.of("ref"), "", "ref", "changed_at", false, List.of("held_reason", "heals")));

    private static ViewTable versions(String name, String prefix) {
        return new ViewTable(name, List.of("id", "revision"), prefix, "id", "valid_from", true, List.of());
    }

    /**
     * Asks for the rows of either side, as JSON, that the other side has not or has otherwise. A row that is younger
     * than the time on one side is not compared.
     *
     * @param columns of the table
     * @param until microseconds since 1970, included
     */
    String differences(List<String> columns, long until, int most) {
        List<String> compared = new ArrayList<>(columns);
        compared.removeAll(apart);
        compared.remove("valid_to");
        String on = key.stream().map(column -> "l." + column + " = m." + column).collect(Collectors.joining(" and "));
        return "select to_jsonb(l)::text as live, to_jsonb(m)::text as made from " + name + " l full join "
                + ScratchTables.SCHEMA + "." + name + " m on " + on + " where coalesce(l." + since + ", 0) <= " + until
                + " and coalesce(m." + since + ", 0) <= " + until + " and " + row("l", compared, until)
                + " is distinct from " + row("m", compared, until) + " limit " + most;
    }

    /** What ended later had not ended at the time. */
    private String row(String alias, List<String> columns, long until) {
        String values = columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
        String end = alias + ".valid_to";
        return "(" + values + (ends ? ", case when " + end + " > " + until + " then null else " + end + " end" : "")
                + ")";
    }
}
