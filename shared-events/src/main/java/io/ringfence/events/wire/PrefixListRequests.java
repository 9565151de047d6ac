package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.PrefixListCommand.CreatePrefixList;
import io.ringfence.events.rule.PrefixListCommand.DeletePrefixList;
import io.ringfence.events.rule.PrefixListCommand.ModifyPrefixList;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.PrefixListId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests about prefix lists. */
final class PrefixListRequests {
    private static final int MAX_ENTRIES = 200;

    private final IdSource ids;

    PrefixListRequests(IdSource ids) {
        this.ids = ids;
    }

    CreatePrefixList create(ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", Set.of("name", "addressFamily", "maxEntries", "entries"));
        if (!fields.has("maxEntries")) {
            throw FieldReader.missing("maxEntries");
        }
        int maxEntries = fields.number("maxEntries", 0);
        if (maxEntries < 1 || maxEntries > MAX_ENTRIES) {
            throw Refusal.invalid("maxEntries", "must be 1 to " + MAX_ENTRIES);
        }
        return new CreatePrefixList(
                ids.prefixList(),
                fields.required("name", Texts::name),
                fields.required("addressFamily", AddressFamily::parse),
                maxEntries,
                entries(fields));
    }

    ModifyPrefixList modify(PrefixListId id, ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", Set.of("name", "entries"));
        Patch<List<PrefixListEntry>> entries = fields.has("entries") ? Patch.of(entries(fields)) : Patch.absent();
        return new ModifyPrefixList(id, fields.patchRequired("name", Texts::name), entries);
    }

    DeletePrefixList delete(PrefixListId id, ObjectNode data) {
        new FieldReader(data, "", Set.of());
        return new DeletePrefixList(id);
    }

    private static List<PrefixListEntry> entries(FieldReader fields) {
        List<PrefixListEntry> entries = fields.list("entries", PrefixListRequests::entry);
        Map<Cidr, Integer> seen = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Integer first = seen.putIfAbsent(entries.get(i).cidr(), i);
            if (first != null) {
                throw Refusal.invalid(
                        "entries[" + i + "].cidr", "is the same block as entries[" + first + "].cidr: send it once");
            }
        }
        return entries;
    }

    private static PrefixListEntry entry(JsonNode node, String path) {
        FieldReader fields = new FieldReader(FieldReader.object(node, path), path, Set.of("cidr", "description"));
        return new PrefixListEntry(
                fields.required("cidr", Cidr::parse),
                fields.optional("description", Texts.length(0, RuleSpec.MAX_DESCRIPTION), ""));
    }
}
