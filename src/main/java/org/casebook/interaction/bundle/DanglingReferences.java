package org.casebook.interaction.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.casebook.error.Issue;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.ReferentialIntegrity;
import org.casebook.store.ReadSession;

/** The references of all entries that lead nowhere on this server. */
final class DanglingReferences {
    private DanglingReferences() {}

    /** For a transaction that is refused anyway: what would dangle, as far as one can say without carrying it out. */
    static List<Issue> beforeAnything(
            ReadSession session, List<PreparedEntry> entries, ReferentialIntegrity integrity, BundleCall call) {
        Set<String> inBundle = new HashSet<>();
        Identities identities = new Identities();
        for (PreparedEntry prepared : entries) {
            RequestEntry entry = prepared.entry();
            if (entry.isWrite() && entry.url().isInstance()) {
                inBundle.add(entry.url().key().toString());
            }
            identities.add(entry, new ResourceKey(entry.url().type(), "in-bundle"));
        }
        List<Issue> issues = new ArrayList<>();
        for (PreparedEntry prepared : entries) {
            Predicate<String> known = text -> inBundle.contains(text)
                    || identities.find(text, prepared.entry().fullUrl()).isPresent();
            issues.addAll(of(prepared, integrity, call, known, remembering(session)));
        }
        return issues;
    }

    /** @param known references, as they were sent, that are known to lead somewhere */
    static List<Issue> of(
            PreparedEntry prepared,
            ReferentialIntegrity integrity,
            BundleCall call,
            Predicate<String> known,
            Predicate<ResourceKey> exists) {
        var links = prepared.links().stream()
                .filter(link -> !known.test(link.text()))
                .toList();
        return integrity.dangling(links, call.base(), exists).stream()
                .map(issue -> issue.below(prepared.entry().path(".resource")))
                .toList();
    }

    /** Asks for each resource once. */
    static Predicate<ResourceKey> remembering(ReadSession session) {
        Map<ResourceKey, Boolean> seen = new HashMap<>();
        return key -> seen.computeIfAbsent(key, k -> ReferentialIntegrity.isLiving(session, k));
    }
}
