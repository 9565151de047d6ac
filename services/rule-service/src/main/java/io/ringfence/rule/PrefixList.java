package io.ringfence.rule;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.events.Command;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.PrefixListCommand.CreatePrefixList;
import io.ringfence.events.rule.PrefixListCommand.DeletePrefixList;
import io.ringfence.events.rule.PrefixListCommand.ModifyPrefixList;
import io.ringfence.events.rule.PrefixListEvent;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** The aggregate {@code prefix-list:pl-x}: blocks of addresses that rules name by one id. */
public class PrefixList extends EventSourcedAggregate<PrefixListEvent> {
    private final PrefixListEvent.Visitor<Optional<PrefixListState>> next = new Evolution();
    private Optional<PrefixListState> state = Optional.empty();

    PrefixList() {
        super(PrefixListEvent.class);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted create(CreatePrefixList command, CommandContext context, Lists lists) {
        PrefixListId id = command.prefixListId();
        if (exists()) {
            throw Problem.of(ProblemCode.ID_ALREADY_USED, "The id " + id + " has been used before")
                    .refusal();
        }
        new PrefixListState(id, command.addressFamily(), command.maxEntries(), command.name(), command.entries())
                .requireFitting();
        AccountId account = context.requester().account();
        record(
                new PrefixListCreated(
                        id, account, command.name(), command.addressFamily(), command.maxEntries(), command.entries()),
                context);
        lists.made(new KnownList(id, account, command.addressFamily(), command.maxEntries(), context.at()));
        return accepted(id);
    }

    @CommandHandler
    Accepted modify(ModifyPrefixList command, CommandContext context) {
        PrefixListState before = live();
        PrefixListState after = before.after(command);
        after.requireFitting();
        if (!after.equals(before)) {
            record(new PrefixListModified(after.id(), after.name(), after.entries()), context);
        }
        return accepted(after.id());
    }

    @CommandHandler
    Accepted delete(DeletePrefixList command, CommandContext context, References references, Lists lists) {
        PrefixListId id = live().id();
        Holders holders = references.holdersOf(id, context.instant());
        if (!holders.isNone()) {
            throw Problem.of(
                            ProblemCode.PREFIX_LIST_IN_USE,
                            holders.count() + " rules name " + id + ": revoke them, then delete it")
                    .blockedBy(holders.named(), holders.count())
                    .refusal();
        }
        record(new PrefixListDeleted(id), context);
        lists.gone(id);
        return accepted(id);
    }

    private Accepted accepted(PrefixListId id) {
        return accepted(members().put("prefixListId", id.value()));
    }

    private PrefixListState live() {
        return state.orElseThrow(this::unknown);
    }

    @Override
    protected boolean creates(Command command) {
        return command instanceof CreatePrefixList;
    }

    @Override
    protected void evolve(PrefixListEvent event) {
        state = event.accept(next);
    }

    /** The state after each event; empty once the list is gone. */
    private final class Evolution implements PrefixListEvent.Visitor<Optional<PrefixListState>> {
        @Override
        public Optional<PrefixListState> on(PrefixListCreated event) {
            return Optional.of(new PrefixListState(
                    event.prefixListId(), event.addressFamily(), event.maxEntries(), event.name(), event.entries()));
        }

        @Override
        public Optional<PrefixListState> on(PrefixListModified event) {
            PrefixListState before = live();
            return Optional.of(new PrefixListState(
                    before.id(), before.family(), before.maxEntries(), event.name(), event.entries()));
        }

        @Override
        public Optional<PrefixListState> on(PrefixListDeleted event) {
            return Optional.empty();
        }
    }
}
