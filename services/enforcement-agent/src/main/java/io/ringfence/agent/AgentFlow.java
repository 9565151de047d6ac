package io.ringfence.agent;

import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.apply.TableInForce;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.enforce.Enforcer;
import io.ringfence.agent.feed.Barrier;
import io.ringfence.agent.feed.Intake;
import io.ringfence.agent.feed.Openings;
import io.ringfence.agent.flows.LiveFlows;
import io.ringfence.agent.link.LinkReader;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.time.Interval;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.Touched;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * THE wiring: from events to the kernel and back to everybody.
 *
 * <pre>
 *   EventFeed --batch--> Intake --image--> HostPolicyResolver --policy--> Enforcer --table--> TableInForce --> kernel
 *                          |                     ^                          ^                  ^      |
 *                       touched               waiting                     links        foreign edits  epoch
 *                          |                     |                          |                  |      v
 *                          +--> concerned?    Openings                      +---- HostWatch ---+  LiveFlows --> connections
 *                                             (Barrier)
 *                                                                  FlowObserver: report, status, snapshot
 * </pre>
 *
 * <p>One thread takes turns; nothing in here is for another. Until the feed has read all that there was at start, events
 * only change the image, and the table of an earlier run stays; where there is none, the policy of before is put in force.
 */
public final class AgentFlow {

    private static final Logger LOG = Logger.getLogger(AgentFlow.class);

    /** How long an idle turn waits for events: the other duties are due every half second. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** As long as the answer of a barrier is awaited, which is not an event. */
    private static final Duration IMPATIENCE = Duration.ofMillis(5);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** To ask the kernel whether it would take a group takes as long as the table is large. */
    private static final Duration RETRY_GROUPS = Duration.ofSeconds(30);

    private static final Set<String> POLICY_TOPICS = Set.of(Topics.GROUP_EVENTS, Topics.RULE_EVENTS);

    private final EventFeed feed;
    private final TableInForce table;
    private final Enforcer enforcer;
    private final LiveFlows flows;
    private final HostWatch watch;
    private final FlowObserver observer;
    private final InstantSource clock;

    private final Intake intake;
    private final Barrier everything;
    private final Openings openings;
    private final Interval retry;
    private final Interval groupsRetry;

    private State state = State.CATCHING_UP;
    private HostPolicy policy;
    private Enforcement enforcement;
    private Positions inForce = Positions.EMPTY;
    private Instant judgeAnewAt = Instant.MIN;
    private final Set<IpAddress> moved = new HashSet<>();

    /**
     * Builds the flow; nothing happens before the first {@link #turn}.
     *
     * @param before the host's policy when its image was last all in force; enforced until everything has been read,
     *     unless there is a table of an earlier run, which may be newer
     * @param image what is known already
     * @param feed all event topics from where the image ends
     * @param observer told after each turn, on the same thread
     */
    public AgentFlow(
            HostPolicy before,
            PolicyImage image,
            EventFeed feed,
            KernelTable kernel,
            TableRenderer renderer,
            LiveFlows flows,
            LinkReader links,
            FlowObserver observer,
            InstantSource clock) {
        this.intake = new Intake(image);
        this.feed = feed;
        this.flows = flows;
        this.table = new TableInForce(kernel, flows);
        this.enforcer = new Enforcer(table, renderer);
        this.watch = new HostWatch(links, table, clock);
        this.observer = observer;
        this.clock = clock;
        this.everything = new Barrier(feed, Set.copyOf(Topics.EVENTS));
        this.openings = new Openings(() -> new Barrier(feed, POLICY_TOPICS));
        this.retry = new Interval(RETRY, clock);
        this.groupsRetry = new Interval(RETRY_GROUPS, clock);
        this.policy = before;
        this.enforcement = Enforcement.nothing(before.host());
    }

    /** Waits a moment for events, then brings the host up to date with them and with itself. */
    public void turn() {
        boolean linksChanged = watch.linksChanged();
        boolean begun = watch.tableMissing() && begin();
        Touched touched = take(feed.poll(patience()));
        boolean repaired = watch.tableRepaired();
        boolean changed = state == State.IN_SYNC ? follow(touched, linksChanged) : catchUp();
        boolean settled = state == State.IN_SYNC && enforcement.refusal().isEmpty() && !openings.anyWaiting();
        if (settled) {
            inForce = feed.positions();
        }
        observer.turned(
                new FlowState(state, feed.status(), inForce, enforcement, intake.image(), settled, table.drift()),
                changed || repaired || begun);
        flows.sweepIfDue();
    }

    /** The policy of before, which is closed where there was none. */
    private boolean begin() {
        LOG.infof(
                "There is no table yet: %d instances speak as they did, what else is guarded is closed",
                policy.open().size());
        enforce();
        return true;
    }

    private Touched take(FeedBatch batch) {
        if (!batch.notices().isEmpty()) {
            everything.askAgain();
            openings.askAgain();
        }
        return intake.take(batch);
    }

    private boolean catchUp() {
        if (!everything.isPassed()) {
            boolean refused = enforcement.refusal().isPresent();
            if (!table.isPut() && !refused) {
                return watch.earlierTableChanged() ? enforceBefore() : judgeByTableOfBefore();
            }
            return (isPastDeadline() || (refused && retry.takeTurn())) && enforceBefore();
        }
        state = State.IN_SYNC;
        LOG.info("Caught up with all that there was at start");
        resolve();
        enforce();
        return true;
    }

    /**
     * Its rules know their deadlines, in whole seconds, but are asked only about connections that begin, unless all are judged
     * anew: at once, in the next second for what ended shortly before, and when a rule of the policy of before ends.
     */
    private boolean judgeByTableOfBefore() {
        Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!second.isBefore(judgeAnewAt) && retry.takeTurn() && watch.judgeAnew()) {
            boolean first = judgeAnewAt.equals(Instant.MIN);
            policy = policy.at(second);
            Instant deadline = policy.deadline();
            judgeAnewAt = first ? second.plusSeconds(1) : deadline == null ? Instant.MAX : deadline;
        }
        return false;
    }

    /** While the image is in between, the policy of before still loses rules at their deadlines. */
    private boolean enforceBefore() {
        policy = policy.at(clock.instant());
        enforce();
        return true;
    }

    private boolean follow(Touched touched, boolean linksChanged) {
        boolean anew = openings.advance() || isPastDeadline() || policy.isConcernedBeyondMembersBy(touched);
        boolean stale = anew || policy.isConcernedBy(touched);
        if (stale) {
            moved.addAll(touched.addresses());
        }
        if (anew) {
            resolve();
        } else if (stale) {
            policy = policy.withMembersOf(intake.image());
        }
        boolean again = isToBeTriedAgain();
        if (stale || linksChanged || again) {
            enforce();
        }
        return stale || linksChanged || again;
    }

    private boolean isToBeTriedAgain() {
        return (enforcement.refusal().isPresent() && retry.takeTurn())
                || (enforcer.holdsAnyClosed()
                        && groupsRetry.takeTurn()
                        && enforcer.wouldTakeAny(policy, watch.links()));
    }

    private void resolve() {
        openings.placed(intake.image()
                .instancesOn(policy.host())
                .map(InstanceImage::instanceId)
                .toList());
        policy = HostPolicyResolver.resolve(intake.image(), clock.instant(), policy, openings::isWaiting);
    }

    private void enforce() {
        enforcement = enforcer.enforce(policy, watch.links(), moved);
        if (enforcement.refusal().isEmpty()) {
            moved.clear();
            flows.enforced(enforcement);
        }
    }

    private boolean isPastDeadline() {
        Instant deadline = policy.deadline();
        return deadline != null && !clock.instant().isBefore(deadline);
    }

    private Duration patience() {
        boolean answerAwaited = state == State.CATCHING_UP || openings.anyWaiting();
        return answerAwaited && feed.status().isRunning() ? IMPATIENCE : PATIENCE;
    }
}
