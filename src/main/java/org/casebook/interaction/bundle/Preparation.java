package org.casebook.interaction.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Link;
import org.casebook.fhir.Links;
import org.casebook.interaction.Criteria;
import org.casebook.interaction.WriteCheck;
import org.casebook.interaction.patch.PatchDocument;
import org.casebook.interaction.patch.PatchDocuments;
import org.jspecify.annotations.Nullable;

/** Reads a transaction and finds all that is wrong in it without asking the store. */
final class Preparation {
    private List<WriteCheck> checks;
    private final List<PreparedEntry> entries = new ArrayList<>();
    private final List<Issue> issues = new ArrayList<>();
    private final Map<String, RequestEntry> targets = new HashMap<>();
    private final Map<String, RequestEntry> fullUrls = new HashMap<>();
    private ErrorCategory category = ErrorCategory.UNPROCESSABLE;

    private Preparation(List<WriteCheck> checks) {
        this.checks = checks;
    }

    static Preparation of(ObjectNode bundle, String base, List<WriteCheck> checks) {
        Preparation preparation = new Preparation(checks);
        RequestBundle request = RequestBundle.read(bundle, base);
        request.issues().values().forEach(preparation::malformed);
        preparation.checkTogether(request.entries());
        request.entries().forEach(preparation::add);
        preparation.entries.forEach(preparation::requireNamedPlaceholders);
        return preparation;
    }

    private void checkTogether(List<RequestEntry> requests) {
        List<ObjectNode> together = requests.stream()
                .filter(RequestEntry::isWrite)
                .map(RequestEntry::resource)
                .filter(Objects::nonNull)
                .toList();
        checks = checks.stream().map(check -> check.within(together)).toList();
    }

    /** In the order sent. */
    List<PreparedEntry> entries() {
        return entries;
    }

    List<Issue> issues() {
        return issues;
    }

    /** The status for the issues: 400 if a request cannot be understood, 422 if only a resource breaks a rule. */
    ErrorCategory category() {
        return category;
    }

    private void add(RequestEntry entry) {
        requireUnique(fullUrls, entry.fullUrl(), entry, "have the same fullUrl");
        try {
            PreparedEntry prepared = prepare(entry);
            requireOneWriter(prepared);
            entries.add(prepared);
        } catch (CasebookException e) {
            List<Issue> found = EntryFailure.of(entry, e).issues();
            if (e.category() == ErrorCategory.UNPROCESSABLE) {
                issues.addAll(found);
            } else {
                malformed(found);
            }
        }
    }

    private PreparedEntry prepare(RequestEntry entry) {
        if (!entry.isWrite() || entry.method() == Verb.DELETE) {
            return new PreparedEntry(entry, List.of(), List.of(), null, criteria(entry));
        }
        PatchDocument patch = entry.method() == Verb.PATCH ? PatchDocuments.ofResource(entry.content()) : null;
        List<Issue> warnings = patch == null ? WriteCheck.runAll(checks, entry.content()) : List.of();
        return new PreparedEntry(entry, Links.of(entry.content()), warnings, patch, criteria(entry));
    }

    private static @Nullable Criteria criteria(RequestEntry entry) {
        String type = entry.url().type();
        if (entry.method() == Verb.POST && entry.isWrite()) {
            String ifNoneExist = entry.conditions().ifNoneExist();
            return ifNoneExist == null ? null : Criteria.ofHeader(type, ifNoneExist);
        }
        return entry.isWrite() && entry.url().isConditional()
                ? Criteria.of(type, Objects.requireNonNull(entry.url().query()))
                : null;
    }

    private void requireOneWriter(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        if (!entry.isWrite() || entry.method() == Verb.POST) {
            return;
        }
        String target = prepared.criteria() == null
                ? entry.url().key().toString()
                : prepared.criteria().normalised();
        requireUnique(targets, target, entry, "both write " + target);
    }

    private void requireUnique(Map<String, RequestEntry> seen, @Nullable String name, RequestEntry entry, String what) {
        RequestEntry other = name == null ? null : seen.putIfAbsent(name, entry);
        if (other != null) {
            malformed(List.of(clash(other, entry, what)));
        }
    }

    /** Two entries that cannot both be carried out. */
    static Issue clash(RequestEntry one, RequestEntry other, String what) {
        return Issue.error(
                IssueType.DUPLICATE,
                one.path("") + " and " + other.path("") + " " + what + "; a resource is written once in a transaction.",
                one.path(""),
                other.path(""));
    }

    private void requireNamedPlaceholders(PreparedEntry prepared) {
        issues.addAll(unnamed(prepared, fullUrls::containsKey));
    }

    /** References by placeholder to what is no entry of the Bundle. */
    static List<Issue> unnamed(PreparedEntry prepared, Predicate<String> isNamed) {
        return prepared.links().stream()
                .filter(link -> link.kind() == Link.Kind.REFERENCE && Identities.isPlaceholder(link.text()))
                .filter(link ->
                        !isNamed.test(link.text()) && !isNamed.test(link.text().split("[#|]", 2)[0]))
                .map(link -> Issue.error(
                                IssueType.NOT_FOUND,
                                "No entry of the Bundle has the fullUrl '" + link.text()
                                        + "' that is referred to here.",
                                link.path())
                        .below(prepared.entry().path(".resource")))
                .toList();
    }

    private void malformed(List<Issue> found) {
        issues.addAll(found);
        category = ErrorCategory.INVALID;
    }
}
