package io.ringfence.agent.condition;

/** Looks at the host; cheap enough for every few seconds. */
@FunctionalInterface
public interface ConditionReader {

    /** Where no kernel is enforced there is nothing to look at. */
    ConditionReader NOBODY_LOOKS = () -> HostCondition.UNKNOWN;

    HostCondition read();
}
