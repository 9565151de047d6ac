package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.PrefixListId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What everything that knows the prefix lists promises. */
abstract class ListsContract {
    private static final KnownList OFFICE = new KnownList(Sample.OFFICE, Sample.ACME, AddressFamily.IPV6, 10, 1234);
    private static final PrefixListId NEVER_MADE = new PrefixListId("pl-00000000000000000");

    /** The lists under test, none of them made; each call is a transaction of its own. */
    abstract Lists lists();

    @Test
    void aListThatWasMadeIsFoundAsItWasMade() {
        lists().made(OFFICE);

        assertThat(lists().find(Sample.OFFICE)).contains(OFFICE);
        assertThat(lists().find(NEVER_MADE)).isEmpty();
    }

    @Test
    void aListThatIsGoneIsNotFoundAndKeepsItsSize() {
        lists().made(OFFICE);
        lists().gone(Sample.OFFICE);

        assertThat(lists().find(Sample.OFFICE)).isEmpty();
        assertThat(lists().sizes(Set.of(Sample.OFFICE, NEVER_MADE))).isEqualTo(Map.of(Sample.OFFICE, 10));
    }

    @Test
    void aListIsMadeOnce() {
        lists().made(OFFICE);
        lists().made(new KnownList(Sample.OFFICE, Sample.ACME, AddressFamily.IPV4, 99, 5678));

        assertThat(lists().find(Sample.OFFICE)).contains(OFFICE);
    }
}
