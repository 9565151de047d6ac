package io.ringfence.events.enforcement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.value.HostName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host's whole state of enforcement. Of several reports of a host, the one with the highest (incarnation, number)
 * holds; a late one never turns anything back.
 *
 * @param incarnation when the agent started, in microseconds since 1970
 * @param number counts the reports of an incarnation, from 1
 * @param reportedAt the host's own clock
 * @param positions how far the host has read and put in force
 * @param instances how many of this host's instances are enforced
 * @param failures what is not enforced as asked, and why
 * @param lastApplyMicros how long the last transaction with the kernel took; null before the first
 * @param drift others' hands in the table; null where there were none since the agent started
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnforcementReport(
        HostName host,
        long incarnation,
        long number,
        Mode mode,
        State state,
        Instant reportedAt,
        List<Position> positions,
        int instances,
        List<Failure> failures,
        @Nullable Long lastApplyMicros,
        @Nullable Drift drift) {
    public EnforcementReport {
        positions = List.copyOf(positions);
        failures = List.copyOf(failures);
    }

    /** Where policy goes: into the kernel, or only into a file, which never counts as enforced. */
    public enum Mode {
        KERNEL,
        FILE
    }

    /** Whether the host knows all there is to know. */
    public enum State {
        CATCHING_UP,
        IN_SYNC
    }

    /** Everything before {@code nextOffset} of this partition is in force; the topic's id tells a re-created topic. */
    public record Position(String topic, String topicId, int partition, long nextOffset) {}

    /**
     * That somebody else changed the host's table, and it was written again.
     *
     * @param count how often since the agent started
     * @param what was changed the last time, in words
     * @param by the program that did it the last time, in words
     */
    public record Drift(long count, String what, String by) {}

    /**
     * Something that is not enforced as asked.
     *
     * @param subject the aggregate, such as {@code instance:eci-x} or {@code rules:sg-x}
     * @param code stable: {@code INTERFACE_BRIDGED}, {@code INTERFACE_MISSING}, {@code INTERFACE_TAKEN}, {@code HELD},
     *     {@code POLICY_UNKNOWN}, {@code GROUP_DELETED}, {@code KERNEL_REFUSED}
     * @param detail a sentence for a person
     */
    public record Failure(String subject, String code, String detail) {}
}
