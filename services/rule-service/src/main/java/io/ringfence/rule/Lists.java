package io.ringfence.rule;

import io.ringfence.events.value.PrefixListId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The prefix lists that rules may name. Asked and changed in the transaction of the event. */
interface Lists {
    /** The list, if it lives; it lives on until the transaction under way has ended. */
    Optional<KnownList> find(PrefixListId id);

    /** How many entries each of these lists was made for, those that are gone included. */
    Map<PrefixListId, Integer> sizes(Set<PrefixListId> ids);

    /** A list came to be. */
    void made(KnownList list);

    /** A list is gone for ever. */
    void gone(PrefixListId id);
}
