package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.store.CommandTarget;
import io.ringfence.events.Command;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.jspecify.annotations.Nullable;

/** One decision of an aggregate: what had happened, what is asked, what is expected. */
class Scenario<A> {
    static final Requester SOMEBODY = new Requester(Sample.ACME, "somebody", Channel.REST);
    private static final long DECIDED_AT = Micros.of(Sample.NOW);

    final FakeGroups groups = new FakeGroups();
    final References references = new ReferencesInMemory();
    final Lists lists = new ListsInMemory();
    final Deadlines deadlines = new DeadlinesInMemory();
    private final AggregateTestFixture<A> fixture;
    private final List<EventMessage<DomainEvent>> history = new ArrayList<>();
    private @Nullable Long expectedRevision;
    private Requester requester = SOMEBODY;

    Scenario(Class<A> aggregate) {
        fixture = new AggregateTestFixture<>(aggregate);
        fixture.registerCommandTargetResolver(new CommandTarget());
        with(groups).with(references.and(deadlines)).with(references).with(lists);
    }

    /** Its handlers may take this as a parameter. */
    final Scenario<A> with(Object collaborator) {
        fixture.registerInjectableResource(collaborator);
        return this;
    }

    Scenario<A> given(DomainEvent... events) {
        for (DomainEvent event : events) {
            CommandContext earlier = new CommandContext("earlier", SOMEBODY, DECIDED_AT - 1_000_000, null, null, null);
            EventMetadata stored = EventMetadata.of(earlier, earlier.at() + history.size());
            history.add(new GenericEventMessage<>(event, stored.toMap()));
        }
        return this;
    }

    Scenario<A> ifMatch(long revision) {
        expectedRevision = revision;
        return this;
    }

    Scenario<A> by(AccountId account) {
        requester = new Requester(account, "somebody else", Channel.REST);
        return this;
    }

    Expect when(Command command) {
        CommandContext context = new CommandContext("command", requester, DECIDED_AT, expectedRevision, null, null);
        return new Expect(fixture.given(history).when(command, context.asMetaData()));
    }

    /** This rule of the group under test is what keeps the other group from going. */
    void assertHeldBy(SecurityGroupId peer, Rule rule) {
        Blocker blocker = new Blocker(Blocker.Kind.RULE, rule.ruleId().value(), Sample.WEB);
        assertThat(references.holdersOf(peer, Sample.NOW).named()).containsExactly(blocker);
    }

    void assertFree(SecurityGroupId peer) {
        assertThat(references.holdersOf(peer, Sample.NOW).isNone()).isTrue();
    }

    /** What is expected of the decision. */
    static final class Expect {
        private final ResultValidator<?> result;

        private Expect(ResultValidator<?> result) {
            this.result = result;
        }

        Expect event(DomainEvent event) {
            result.expectSuccessfulHandlerExecution().expectEvents(event);
            return this;
        }

        Expect noEvent() {
            result.expectSuccessfulHandlerExecution().expectNoEvents();
            return this;
        }

        Expect answer(Consumer<Accepted> check) {
            result.expectResultMessagePayloadMatching(checking(check));
            return this;
        }

        Expect eventLaterThan(long micros) {
            result.expectEventsMatching(checking((List<EventMessage<?>> events) -> assertThat(
                            EventMetadata.from(events.get(0).getMetaData()).occurredAt())
                    .isGreaterThan(micros)));
            return this;
        }

        /** A refusal with this code, and no event. */
        Problem refusal(ProblemCode code) {
            AtomicReference<@Nullable Problem> problem = new AtomicReference<>();
            result.expectNoEvents().expectException(checking((Refusal refusal) -> problem.set(refusal.problem())));
            return checked(problem.get(), code);
        }

        /** A refusal that waiting may cure, with this code if it does not, and no event. */
        Problem notYetKnown(ProblemCode code) {
            AtomicReference<@Nullable Problem> problem = new AtomicReference<>();
            result.expectNoEvents().expectException(checking((NotYetKnown late) -> problem.set(late.problem())));
            return checked(problem.get(), code);
        }

        private static Problem checked(@Nullable Problem problem, ProblemCode code) {
            if (problem == null) {
                throw new AssertionError("refused without a problem");
            }
            assertThat(problem.code()).isEqualTo(code);
            return problem;
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
}
