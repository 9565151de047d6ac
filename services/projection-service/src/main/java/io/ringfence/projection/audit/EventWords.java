package io.ringfence.projection.audit;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.instance.InstanceEvent;
import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.rule.PrefixListEvent;
import io.ringfence.events.rule.RuleSetEvent;
import java.util.List;

/** An event as a sentence for a person, without who and when, which stand beside it. */
public final class EventWords {
    private static final BeforeAndAfter UNKNOWN = new BeforeAndAfter(List.of(), List.of());

    private EventWords() {}

    /** The sentence when it is not known what the event touched: what is gone is told by its id. */
    public static String of(DomainEvent event) {
        return of(event, UNKNOWN);
    }

    /** @param change what the event touched, to name what its body only gives an id of */
    static String of(DomainEvent event, BeforeAndAfter change) {
        if (event instanceof SecurityGroupEvent group) {
            return group.accept(new GroupWords());
        }
        if (event instanceof RuleSetEvent rules) {
            return rules.accept(new RuleWords(change));
        }
        if (event instanceof InstanceEvent instance) {
            return instance.accept(new InstanceWords());
        }
        if (event instanceof MembershipEvent membership) {
            return membership.accept(new MembershipWords());
        }
        if (event instanceof PrefixListEvent list) {
            return list.accept(new PrefixListWords());
        }
        throw new IllegalArgumentException("not an event of the contract: " + event.getClass());
    }

    /** {@code 1 rule}, {@code 2 rules}. */
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
