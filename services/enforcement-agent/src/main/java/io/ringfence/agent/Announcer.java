package io.ringfence.agent;

import io.ringfence.agent.apply.MeteredTable;
import io.ringfence.agent.condition.ConditionReader;
import io.ringfence.agent.condition.HostCondition;
import io.ringfence.agent.report.Reporter;
import io.ringfence.agent.status.AgentStatus;
import io.ringfence.agent.status.StatusBoard;
import io.ringfence.agent.status.StatusPicture;
import io.ringfence.agent.time.Interval;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.enforcement.EnforcementReport.Position;
import io.ringfence.events.value.HostName;
import io.ringfence.feed.FeedStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** Says what the flow does: to everybody by reports, to the host's own people by the status. */
final class Announcer implements FlowObserver {

    private static final Logger LOG = Logger.getLogger(Announcer.class);

    private static final Duration STATUS_AT_LEAST_EVERY = Duration.ofMillis(500);
    private static final Duration LOOK_AT_HOST = Duration.ofSeconds(10);

    private final HostName host;
    private final String networkNamespace;
    private final MeteredTable table;
    private final Reporter reporter;
    private final StatusBoard board;
    private final ConditionReader conditions;
    private final Interval statusDue;
    private final Interval conditionDue;
    private HostCondition condition = HostCondition.UNKNOWN;

    Announcer(
            HostName host,
            String networkNamespace,
            MeteredTable table,
            Reporter reporter,
            StatusBoard board,
            ConditionReader conditions,
            InstantSource clock) {
        this.host = host;
        this.networkNamespace = networkNamespace;
        this.table = table;
        this.reporter = reporter;
        this.board = board;
        this.conditions = conditions;
        this.conditionDue = new Interval(LOOK_AT_HOST, clock);
        this.statusDue = new Interval(STATUS_AT_LEAST_EVERY, clock);
    }

    /** What a table's kind means for the reports. */
    static Mode mode(MeteredTable table) {
        return table.inKernel() ? Mode.KERNEL : Mode.FILE;
    }

    @Override
    public void turned(FlowState state, boolean changed) {
        if (changed || reporter.isDue()) {
            MeteredTable.Last last = table.last();
            reporter.report(
                    state.state(),
                    positions(state),
                    state.enforcement().enforcedInstances(),
                    state.enforcement().failures(),
                    last == null ? null : last.micros(),
                    state.drift());
        }
        if (changed || statusDue.isOver()) {
            statusDue.restart();
            lookAtHost();
            board.show(status(state));
        }
    }

    /** A warning is logged when it comes up. */
    private void lookAtHost() {
        if (conditionDue.takeTurn()) {
            List<String> before = condition.warnings();
            condition = conditions.read();
            condition.warnings().stream()
                    .filter(warning -> !before.contains(warning))
                    .forEach(LOG::warn);
        }
    }

    private AgentStatus status(FlowState state) {
        StatusPicture picture = new StatusPicture(mode(table), state.enforcement(), state.image());
        MeteredTable.Last last = table.last();
        return new AgentStatus(
                host,
                mode(table),
                state.state(),
                table.description(),
                networkNamespace,
                kafka(state.feed()),
                positions(state),
                picture.instances(),
                picture.groups(),
                new AgentStatus.ImageSize(
                        state.image().instances().size(), state.image().groups().size()),
                state.enforcement().failures(),
                new AgentStatus.Applies(
                        table.count(),
                        table.failed(),
                        last == null ? null : last.micros(),
                        last == null ? null : last.at()),
                state.drift(),
                new AgentStatus.Condition(condition.connections(), condition.connectionsAtMost(), condition.warnings()),
                state.enforcement().refusal().orElse(null));
    }

    private static AgentStatus.Kafka kafka(FeedStatus feed) {
        OptionalLong lag = feed.lag();
        return new AgentStatus.Kafka(feed.state().name(), feed.detail(), lag.isPresent() ? lag.getAsLong() : null);
    }

    private static List<Position> positions(FlowState state) {
        return state.inForce().all().stream()
                .map(place -> new Position(place.topic(), place.topicId(), place.partition(), place.offset()))
                .toList();
    }
}
