package io.ringfence.agent.denied;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.time.RegularLook;
import io.ringfence.events.enforcement.DeniedFlow;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.Packet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hears of denied packets every second, and tells everybody of those that are alike in one word. */
public final class DeniedWatch implements AutoCloseable {

    private static final Duration HEAR_EVERY = Duration.ofSeconds(1);
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final DeniedPackets packets;
    private final DeniedSink sink;
    private final Exemptions exemptions;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final RegularLook hearing;
    private volatile @Nullable Enforcement enforced;

    private DeniedWatch(
            DeniedPackets packets,
            DeniedSink sink,
            Exemptions exemptions,
            MeterRegistry registry,
            InstantSource clock) {
        this.packets = packets;
        this.sink = sink;
        this.exemptions = exemptions;
        this.registry = registry;
        this.clock = clock;
        this.hearing = new RegularLook(
                "agent-denied",
                "Denied packets cannot be heard of",
                HEAR_EVERY,
                END_WITHIN,
                this::hear,
                packets::close);
    }

    /** Begins to hear; nothing is told before it is known what is in force. */
    public static DeniedWatch start(
            DeniedPackets packets,
            DeniedSink sink,
            Exemptions exemptions,
            MeterRegistry registry,
            InstantSource clock) {
        DeniedWatch watch = new DeniedWatch(packets, sink, exemptions, registry, clock);
        watch.hearing.start();
        return watch;
    }

    /** What is in force from now on; any thread may say so, and it costs nothing. */
    public void enforced(Enforcement enforcement) {
        enforced = enforcement;
    }

    @Override
    public void close() {
        hearing.close();
    }

    private void hear() {
        Map<Packet, Long> alike = new LinkedHashMap<>();
        packets.hear().forEach(packet -> alike.merge(packet, 1L, Long::sum));
        Enforcement inForce = enforced;
        if (inForce != null && !alike.isEmpty()) {
            tell(alike, inForce);
        }
    }

    private void tell(Map<Packet, Long> alike, Enforcement inForce) {
        DeniedJudge judge = new DeniedJudge(inForce, exemptions);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<DeniedFlow> flows = alike.entrySet().stream()
                .map(entry -> judge.judge(entry.getKey(), entry.getValue(), now))
                .toList();
        flows.forEach(flow -> counter(flow.reason()).increment((double) flow.packets()));
        sink.tell(flows);
    }

    private Counter counter(DeniedFlow.Reason reason) {
        return Counter.builder("ringfence.agent.denied.told")
                .description("Denied packets that were told of, by why they were denied")
                .tag("reason", reason.name())
                .register(registry);
    }
}
