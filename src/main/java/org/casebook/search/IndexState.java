package org.casebook.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.index.SearchParameter;
import org.casebook.jdbc.Session;
import org.casebook.store.ReindexProgress;

/** Whether the index is complete for the parameters that a search asks for; those of the start are, but for words after an upgrade. */
final class IndexState {
    private final Session session;
    private final List<SearchParameter> added;
    private final Set<SearchParameter> asked = new LinkedHashSet<>();

    IndexState(Session session, List<SearchParameter> added) {
        this.session = session;
        this.added = added;
    }

    void asked(SearchParameter parameter) {
        if (added.contains(parameter) || isOfWords(parameter)) {
            asked.add(parameter);
        }
    }

    private static boolean isOfWords(SearchParameter parameter) {
        return parameter.code().equals("_text") || parameter.code().equals("_content");
    }

    private static String name(SearchParameter parameter) {
        return isOfWords(parameter) ? ParameterIndexing.WORDS : ParameterIndexing.name(parameter);
    }

    /** A warning for each parameter whose index is being built. */
    List<Issue> issues() {
        List<Issue> issues = new ArrayList<>();
        for (SearchParameter parameter : asked) {
            Optional<ReindexProgress> progress = ReindexProgress.of(session, name(parameter));
            if (progress.isEmpty() || progress.get().finished() == null) {
                int percent = progress.map(ReindexProgress::percent).orElse(0);
                issues.add(
                        Issue.warning(
                                IssueType.INCOMPLETE,
                                "The index of the search parameter '" + parameter.code() + "' is " + percent
                                        + " % built: resources that were written before it are still missing from this answer."));
            }
        }
        return issues;
    }
}
