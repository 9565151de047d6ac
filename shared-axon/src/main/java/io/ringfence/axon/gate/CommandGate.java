package io.ringfence.axon.gate;

import io.ringfence.axon.gate.Verdict.Decided;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes a command to its aggregate and answers with the outcome: the same outcome, without a second effect, for the
 * same id and content, for ever.
 *
 * <pre>
 *   submit --> lane --> a batch in one transaction --> outcome
 *               ^              |
 *               |              +-- needs what is not known yet --> waiting room --.
 *               |              +-- decided by a later event ------> a while ------+
 *               '-----------------------------------------------------------------'
 * </pre>
 *
 * <p>The stage always completes normally: what went wrong in the service itself is a {@link Rejected} with a 5xx or
 * 429 problem, which is not recorded, so that the same command may be sent again.
 */
public final class CommandGate {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final OneByOne batches;
    private final Lanes lanes;
    private final OutcomeMeter meter;
    private final Timing timing;
    private final WaitLimits limits;
    private final WaitingRoom room = new WaitingRoom(this::enter);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A gate, through which nothing but its own lanes' threads decides. */
    public CommandGate(GroupCommit commit, Lanes lanes, OutcomeMeter meter, Timing timing, WaitLimits limits) {
        this.batches = new OneByOne(commit);
        this.lanes = lanes;
        this.meter = meter;
        this.timing = timing;
        this.limits = limits;
        lanes.open(this::decide);
    }

    /** Has the command decided; never blocks the caller. */
    public CompletionStage<Answer> submit(Submission submission) {
        Ticket ticket = new Ticket(submission, timing.nanos());
        enter(ticket);
        return ticket.answer();
    }

    /** Says that this service has heard of a group, so that commands that wait for it are looked at again. */
    public void heard(SecurityGroupId group) {
        room.heard(group.value());
    }

    /** Runs this whenever outcomes have been recorded. It must be short and must not throw. */
    public void onDecided(Runnable listener) {
        listeners.add(listener);
    }

    private void enter(Ticket ticket) {
        if (!lanes.add(ticket)) {
            Problem problem = Problem.of(ProblemCode.TOO_MANY_REQUESTS, "Send the command again later");
            complete(ticket, Answer.unannounced(new Rejected(problem)));
        }
    }

    private void decide(List<Ticket> batch) {
        long news = room.news();
        List<Verdict> verdicts = batches.decide(batch);
        meter.decided(batch.size());
        if (verdicts.stream().anyMatch(verdict -> verdict instanceof Decided decided && decided.announced())) {
            listeners.forEach(Runnable::run);
        }
        List<Ticket> again = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Ticket ticket = batch.get(i);
            Verdict verdict = verdicts.get(i);
            if (verdict instanceof Decided decided) {
                decided(ticket, decided);
            } else if (verdict instanceof Verdict.Waits waits) {
                wait(ticket, waits.id(), news);
            } else {
                again.add(ticket);
            }
        }
        lanes.addFirst(again);
    }

    private void decided(Ticket ticket, Decided decided) {
        if (decided.announced()) {
            ticket.makeAnnounced();
        }
        Outcome outcome = decided.outcome();
        if (outcome instanceof Accepted accepted && mayBeWaitedFor(ticket.submission(), accepted)) {
            room.heard(accepted.revision().aggregate().id());
        }
        if (outcome instanceof Pending && left(ticket, limits.whilePending()) > 0) {
            timing.later(BETWEEN_LOOKS, () -> enter(ticket));
        } else {
            complete(ticket, new Answer(outcome, ticket.isAnnounced()));
        }
    }

    /** A first event, or what another process may have made before this one: aggregates that follow others' events. */
    private static boolean mayBeWaitedFor(Submission submission, Accepted accepted) {
        return accepted.revision().number() == 1 || submission.requester().channel() == Channel.SYSTEM;
    }

    private void wait(Ticket ticket, String id, long news) {
        long left = left(ticket, limits.forUnknown());
        if (left <= 0) {
            ticket.makeLastLook();
            enter(ticket);
            return;
        }
        timing.later(Duration.ofNanos(left), () -> {
            if (room.leave(ticket, id)) {
                ticket.makeLastLook();
                enter(ticket);
            }
        });
        room.wait(ticket, id, news);
    }

    /** Nanoseconds that the command may still wait. */
    private long left(Ticket ticket, Duration most) {
        return most.toNanos() - (timing.nanos() - ticket.start());
    }

    private void complete(Ticket ticket, Answer answer) {
        meter.answered(ticket.submission(), answer.outcome(), timing.nanos() - ticket.start());
        ticket.answer().complete(answer);
    }
}
