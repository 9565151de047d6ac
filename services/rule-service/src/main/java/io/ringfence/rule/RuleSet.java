package io.ringfence.rule;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.axon.decide.Unknown;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.CloseReferences;
import io.ringfence.events.rule.RuleSetCommand.DeleteRuleSet;
import io.ringfence.events.rule.RuleSetCommand.ExpireRule;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.rule.RuleSetCommand.ReopenReferences;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate {@code rules:sg-x}: all rules of one group. Each accepted command makes one event, or none where
 * there is nothing to do; a refused one changes nothing.
 */
public class RuleSet extends EventSourcedAggregate<RuleSetEvent> {
    private @Nullable RuleSetState state;

    RuleSet() {
        super(RuleSetEvent.class);
    }

    /** A second opening finds the work done. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted open(OpenRuleSet command, CommandContext context, RuleIndex index) {
        if (!exists()) {
            happen(
                    new RuleSetOpened(
                            command.securityGroupId(),
                            command.accountId(),
                            command.vpcId(),
                            command.type(),
                            command.rules()),
                    context,
                    index);
        }
        return accepted(members());
    }

    @CommandHandler
    Accepted authorize(
            AuthorizeRules command,
            CommandContext context,
            RuleLimits limits,
            KnownGroups groups,
            Lists lists,
            RuleIndex index) {
        return carryOut(
                Authorization.decide(living(), command, context.instant(), limits, groups, lists), context, index);
    }

    @CommandHandler
    Accepted modify(
            ModifyRule command,
            CommandContext context,
            RuleLimits limits,
            KnownGroups groups,
            Lists lists,
            RuleIndex index) {
        return carryOut(
                Modification.decide(living(), command, context.instant(), limits, groups, lists), context, index);
    }

    @CommandHandler
    Accepted revoke(RevokeRules command, CommandContext context, RuleIndex index) {
        return carryOut(Revocation.decide(living(), command, context.instant()), context, index);
    }

    @CommandHandler
    Accepted expire(ExpireRule command, CommandContext context, RuleIndex index) {
        CommandContext past = context.after(Micros.of(command.due()) - 1);
        return carryOut(Expiring.decide(opened(), command, past.instant()), past, index);
    }

    @CommandHandler
    Accepted close(CloseReferences command, CommandContext context, References references, RuleIndex index) {
        return carryOut(Closing.decide(living(), command, context.instant(), references), context, index);
    }

    @CommandHandler
    Accepted reopen(ReopenReferences command, CommandContext context, RuleIndex index) {
        return carryOut(Closing.decide(living(), command), context, index);
    }

    /** A second deletion finds the work done. */
    @CommandHandler
    Accepted delete(DeleteRuleSet command, CommandContext context, RuleIndex index) {
        if (!opened().deleted()) {
            happen(new RuleSetDeleted(command.securityGroupId()), context, index);
        }
        return accepted(members());
    }

    @Override
    protected void evolve(RuleSetEvent event) {
        state = RuleSetState.evolve(state, event);
    }

    private RuleSetState opened() {
        if (state == null) {
            throw new IllegalStateException("Axon hands no command to a rule set without events, except to open it");
        }
        return state;
    }

    private RuleSetState living() {
        RuleSetState now = opened();
        if (now.deleted()) {
            throw Unknown.group(now.group().value()).refusal();
        }
        return now;
    }

    private Accepted carryOut(RuleChange change, CommandContext context, RuleIndex index) {
        RuleSetEvent event = change.event();
        if (event != null) {
            happen(event, context.after(change.after()), index);
        }
        return accepted(change.answer());
    }

    private Accepted carryOut(Optional<RuleSetEvent> event, CommandContext context, RuleIndex index) {
        event.ifPresent(happened -> happen(happened, context, index));
        return accepted(members());
    }

    /** Nothing can refuse the command any more: the event, and what is kept beside it. */
    private void happen(RuleSetEvent event, CommandContext context, RuleIndex index) {
        Turnover turnover = Turnover.of(state, event);
        record(event, context);
        index.change(event.securityGroupId(), turnover.gone(), turnover.come());
    }
}
