package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.decide.Requester;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;

/** What came of a command, in the words of the contract; and how histories and contexts for it are made. */
final class Decided {
    static final long AT = 5_000;

    private final ResultValidator<?> result;

    Decided(ResultValidator<?> result) {
        this.result = result;
    }

    /** The context of a command that this account sends at {@link #AT}. */
    static CommandContext by(AccountId account) {
        return new CommandContext("command", new Requester(account, "somebody", Channel.REST), AT, null, null, null);
    }

    /** Events as they would be stored, long before {@link #AT}. */
    static List<EventMessage<?>> history(DomainEvent... events) {
        List<EventMessage<?>> history = new ArrayList<>();
        for (DomainEvent event : events) {
            EventMetadata stored = EventMetadata.of(by(Sample.ACME), history.size() + 1L);
            history.add(new GenericEventMessage<>(event, stored.toMap()));
        }
        return history;
    }

    /** Exactly this event, and how the answer reads as JSON. */
    void event(DomainEvent event, String answer) {
        result.expectSuccessfulHandlerExecution().expectEvents(event);
        answer(answer);
    }

    /** No event, and how the answer reads as JSON. */
    void nothing(String answer) {
        result.expectSuccessfulHandlerExecution().expectNoEvents();
        answer(answer);
    }

    private void answer(String answer) {
        result.expectResultMessagePayloadMatching(
                checking((Accepted accepted) -> assertThat(accepted.answer()).hasToString(answer)));
    }

    /** The event happened later than this instant, in microseconds. */
    void laterThan(long micros) {
        result.expectEventsMatching(checking((List<EventMessage<?>> events) -> assertThat(
                        EventMetadata.from(events.get(0).getMetaData()).occurredAt())
                .isGreaterThan(micros)));
    }

    /** A refusal with this code, and no event. */
    Problem refusal(ProblemCode code) {
        List<Problem> problems = new ArrayList<>();
        result.expectNoEvents().expectException(checking((Refusal refusal) -> problems.add(refusal.problem())));
        return only(problems, code);
    }

    /** A refusal that waiting may cure, with this code if it does not, and no event. */
    Problem notYet(ProblemCode code) {
        List<Problem> problems = new ArrayList<>();
        result.expectNoEvents().expectException(checking((NotYetKnown late) -> problems.add(late.problem())));
        return only(problems, code);
    }

    private static Problem only(List<Problem> problems, ProblemCode code) {
        assertThat(problems).extracting(Problem::code).containsOnly(code);
        return problems.get(0);
    }

    private static <T> BaseMatcher<T> checking(Consumer<T> check) {
        return new BaseMatcher<>() {
            @Override
            @SuppressWarnings("unchecked") // a wrong type fails the test with a ClassCastException, as it should
            public boolean matches(Object actual) {
                check.accept((T) actual);
                return true;
            }

            @Override
            public void describeTo(Description description) {
                description.appendText("what the test says");
            }
        };
    }
}
