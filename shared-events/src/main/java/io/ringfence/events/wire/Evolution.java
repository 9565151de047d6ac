package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How the JSON of older versions of events becomes that of today: a chain of steps for each event, from one version to
 * the next. An optional member that is added needs none; only what the record of today cannot read does. Immutable.
 */
public final class Evolution {
    /** The steps that the contract's events have taken: none yet, all are of version 1. */
    public static final Evolution OF_THE_CONTRACT = of();

    private final Map<String, List<UnaryOperator<ObjectNode>>> steps;

    private Evolution(Map<String, List<UnaryOperator<ObjectNode>>> steps) {
        this.steps = steps;
    }

    /**
     * One step; it is never changed once events have been read by it.
     *
     * @param event the type without its version, such as {@code io.ringfence.rule.RulesAuthorized}
     * @param from the version that it reads, from 1; it makes the next one
     * @param change may change what it is given, and must not ask for anything but that
     */
    public record Step(String event, int from, UnaryOperator<ObjectNode> change) {}

    /** The evolution of these steps, in any order; those of one event begin at version 1 and leave none out. */
    public static Evolution of(Step... steps) {
        Map<String, List<UnaryOperator<ObjectNode>>> chains = new HashMap<>();
        List<Step> ordered = new ArrayList<>(List.of(steps));
        ordered.sort(Comparator.comparingInt(Step::from));
        for (Step step : ordered) {
            List<UnaryOperator<ObjectNode>> chain = chains.computeIfAbsent(step.event, event -> new ArrayList<>());
            chain.add(step.change);
            if (chain.size() != step.from) {
                throw new IllegalArgumentException(step.event + " has no step from version " + chain.size());
            }
        }
        return new Evolution(Map.copyOf(chains));
    }

    /** The version of today, 1 or more. */
    public int currentVersion(String event) {
        return steps.getOrDefault(event, List.of()).size() + 1;
    }

    /** The body as it would be written today. */
    public ObjectNode toCurrent(String event, int version, ObjectNode body) {
        ObjectNode current = body.deepCopy();
        List<UnaryOperator<ObjectNode>> chain = steps.getOrDefault(event, List.of());
        for (UnaryOperator<ObjectNode> step : chain.subList(version - 1, chain.size())) {
            current = step.apply(current);
        }
        return current;
    }
}
