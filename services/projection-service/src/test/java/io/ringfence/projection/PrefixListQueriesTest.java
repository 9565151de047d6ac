package io.ringfence.projection;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.wire.Micros;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class PrefixListQueriesTest {
    private static final String LIST = "/v1/prefix-lists/{id}";

    private final History history = new History(ThreadLocalRandom.current().nextLong());

    private PrefixListId list(String name, AddressFamily family, String cidr) {
        PrefixListId id = history.ids().prefixList();
        history.add(new PrefixListCreated(id, history.account, name, family, 10, List.of(entry(cidr))));
        return id;
    }

    private static PrefixListEntry entry(String cidr) {
        return new PrefixListEntry(Cidr.parse(cidr), "of " + cidr);
    }

    @Test
    void aListIsShownAsItIsWithItsRevisionAsTag() {
        PrefixListId list = list("office", AddressFamily.IPV4, "192.0.2.0/24");
        history.add(new PrefixListModified(list, "offices", List.of(entry("198.51.100.0/24"), entry("192.0.2.0/24"))));

        Asking.after(history)
                .ok(LIST, list)
                .header("ETag", is("\"2\""))
                .body("prefixListId", is(list.value()))
                .body("name", is("offices"))
                .body("addressFamily", is("IPV4"))
                .body("maxEntries", is(10))
                .body("entries.cidr", contains("198.51.100.0/24", "192.0.2.0/24"))
                .body("entries[1].description", is("of 192.0.2.0/24"))
                .body("revision", is(2))
                .body("changedAt", is(Micros.format(history.now())))
                .body("changedBy", is("jane"));
    }

    @Test
    void theStateAsOfAnInstantIsShownHoweverMuchHasChangedSince() {
        PrefixListId list = list("office", AddressFamily.IPV4, "192.0.2.0/24");
        Instant before = history.now();
        history.add(new PrefixListModified(list, "office", List.of()));
        history.add(new PrefixListDeleted(list));
        Asking asking = Asking.after(history);

        asking.ok(LIST + "?asOf={t}", list, before).body("entries.cidr", contains("192.0.2.0/24"));
        asking.ok("/v1/prefix-lists?asOf={t}", before).body("items.prefixListId", contains(list.value()));
        asking.refused(404, "PREFIX_LIST_NOT_FOUND", LIST, list);
        asking.ok("/v1/prefix-lists").body("items", empty());
    }

    @Test
    void filtersAndPagesLeaveTheListsThatFit() {
        PrefixListId four = list("office", AddressFamily.IPV4, "192.0.2.0/24");
        PrefixListId six = list("home", AddressFamily.IPV6, "2001:db8::/32");
        List<String> ids =
                Stream.of(four, six).map(PrefixListId::value).sorted().toList();
        Asking asking = Asking.after(history);

        asking.ok("/v1/prefix-lists?name=office").body("items.prefixListId", contains(four.value()));
        asking.ok("/v1/prefix-lists?addressFamily=ipv6").body("items.prefixListId", contains(six.value()));
        String cursor = asking.ok("/v1/prefix-lists?limit=1")
                .body("items.prefixListId", contains(ids.get(0)))
                .extract()
                .path("nextCursor");
        asking.ok("/v1/prefix-lists?limit=1&cursor={c}", cursor)
                .body("items.prefixListId", contains(ids.get(1)))
                .body("nextCursor", nullValue());
        asking.refused(400, "INVALID_PARAMETER", "/v1/prefix-lists?addressFamily=both")
                .body("parameter", is("addressFamily"));
        asking.refused(400, "UNKNOWN_PARAMETER", "/v1/prefix-lists?family=IPV4").body("parameter", is("family"));
    }

    @Test
    void whatBelongsToAnotherAccountIsUnknown() {
        PrefixListId list = list("office", AddressFamily.IPV4, "192.0.2.0/24");
        Asking.after(history);
        Asking other = Asking.after(new History(ThreadLocalRandom.current().nextLong()));

        other.refused(404, "PREFIX_LIST_NOT_FOUND", LIST, list);
        other.ok("/v1/prefix-lists").body("items", empty());
    }
}
