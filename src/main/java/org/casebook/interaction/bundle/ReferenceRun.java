package org.casebook.interaction.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Link;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.ConditionalTarget;
import org.casebook.interaction.Criteria;
import org.casebook.store.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Writes the resources of a transaction with their references resolved. A resource with conditional references ({@code
 * Patient?identifier=x}) waits until the ones without are written, since it may mean one of them; if it means one that
 * waits too, it waits another round.
 */
final class ReferenceRun {
    private final UnitOfWork unit;
    private final Identities identities;
    private final ConditionalTarget target;
    private final String base;
    private final Map<String, String> resolved = new HashMap<>();

    ReferenceRun(UnitOfWork unit, Identities identities, ConditionalTarget target, String base) {
        this.unit = unit;
        this.identities = identities;
        this.target = target;
        this.base = base;
    }

    void run(List<PreparedEntry> writes, Consumer<PreparedEntry> write) {
        List<PreparedEntry> waiting = new ArrayList<>();
        for (PreparedEntry prepared : writes) {
            prepared.links().forEach(link -> rewrite(link, prepared.entry().fullUrl()));
            if (prepared.links().stream().anyMatch(this::isConditional)) {
                waiting.add(prepared);
            } else {
                write.accept(prepared);
            }
        }
        while (!waiting.isEmpty()) {
            waiting = round(waiting, write);
        }
    }

    private List<PreparedEntry> round(List<PreparedEntry> waiting, Consumer<PreparedEntry> write) {
        List<Issue> issues = new ArrayList<>();
        for (PreparedEntry prepared : waiting) {
            resolve(prepared, issues);
        }
        List<PreparedEntry> left = new ArrayList<>();
        for (PreparedEntry prepared : waiting) {
            boolean complete = prepared.links().stream()
                    .allMatch(link -> !isConditional(link) || resolved.containsKey(link.text()));
            if (complete) {
                write.accept(prepared);
            } else {
                left.add(prepared);
            }
        }
        if (left.size() == waiting.size()) {
            throw new CasebookException(ErrorCategory.UNPROCESSABLE, issues);
        }
        return left;
    }

    private void resolve(PreparedEntry prepared, List<Issue> issues) {
        for (Link link : prepared.links()) {
            if (isConditional(link)) {
                String found = resolved.computeIfAbsent(link.text(), text -> search(link, prepared, issues));
                if (found != null) {
                    link.rewrite(found);
                }
            }
        }
    }

    private @Nullable String search(Link link, PreparedEntry prepared, List<Issue> issues) {
        int question = link.text().indexOf('?');
        String path = prepared.entry().path(".resource");
        try {
            Criteria criteria =
                    Criteria.of(link.text().substring(0, question), link.text().substring(question + 1));
            ResourceKey key = target.one(unit, criteria).orElse(null);
            if (key == null) {
                issues.add(Issue.error(
                                IssueType.NOT_FOUND,
                                "The conditional reference " + criteria
                                        + " matches nothing, here or in the transaction.",
                                link.path())
                        .below(path));
            }
            return key == null ? null : key.toString();
        } catch (CasebookException e) {
            throw new CasebookException(
                    e.category(),
                    e.issues().stream()
                            .map(i ->
                                    Issue.error(i.type(), i.text(), link.path()).below(path))
                            .toList(),
                    e);
        }
    }

    private void rewrite(Link link, @Nullable String from) {
        if (link.kind() == Link.Kind.NARRATIVE) {
            String narrative = identities.rewrittenNarrative(link.text(), from);
            if (!narrative.equals(link.text())) {
                link.rewrite(narrative);
            }
            return;
        }
        String rewritten = identities.rewritten(link.text(), from);
        link.rewrite(rewritten == null ? link.text() : rewritten);
    }

    /** {@code Patient?identifier=x}, of a type of R4, here or on this server by its address. */
    private boolean isConditional(Link link) {
        int question = link.text().indexOf('?');
        return link.kind() == Link.Kind.REFERENCE
                && question > 0
                && Definitions.r4().isResourceType(link.text().substring(0, question));
    }
}
