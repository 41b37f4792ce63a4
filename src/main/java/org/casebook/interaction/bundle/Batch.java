package org.casebook.interaction.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.interaction.BundleEntry;
import org.casebook.interaction.ResourceBundle;

/** R4 section 3.1.0.11.1: every entry as if it had come alone, with its own answer. */
public final class Batch {
    private static final Pattern ENTRY = Pattern.compile("^Bundle\\.entry\\[(\\d+)]");

    /**
     * Carries the entries out in R4's order; the answers stand in the order sent.
     *
     * @param found what the structure check of the whole Bundle has found; it refuses the entries that it is about
     */
    public ResourceBundle run(ObjectNode bundle, List<Issue> found, BundleCall call) {
        RequestBundle request = RequestBundle.read(bundle, call.base());
        BundleEntry[] answers = new BundleEntry[bundle.path("entry").size()];
        request.issues().forEach((index, issues) -> answers[index] = refused(ErrorCategory.INVALID, issues));
        byEntry(found).forEach((index, issues) -> answers[index] = refused(Faults.category(issues), issues));
        List<RequestEntry> good = request.entries().stream()
                .filter(entry -> answers[entry.index()] == null)
                .sorted(Comparator.comparing(RequestEntry::method))
                .toList();
        for (int done = 0; done < good.size(); done++) {
            call.progress().accept(done + " of " + good.size() + " entries");
            RequestEntry entry = good.get(done);
            answers[entry.index()] = answer(entry, call);
        }
        return new ResourceBundle("batch-response", OptionalLong.empty(), List.of(), Arrays.asList(answers));
    }

    private static BundleEntry refused(ErrorCategory category, List<Issue> issues) {
        return EntryAnswers.failed(new CasebookException(category, issues));
    }

    /** Errors by the entry they are about; an error of the Bundle itself refuses the whole. */
    private static Map<Integer, List<Issue>> byEntry(List<Issue> found) {
        List<Issue> errors =
                found.stream().filter(issue -> issue.severity().isError()).toList();
        Map<Integer, List<Issue>> byEntry = new HashMap<>();
        for (Issue issue : errors) {
            Matcher entry = ENTRY.matcher(String.join(" ", issue.expressions()));
            if (!entry.find()) {
                throw new CasebookException(ErrorCategory.INVALID, errors);
            }
            byEntry.computeIfAbsent(Integer.valueOf(entry.group(1)), i -> new ArrayList<>())
                    .add(issue);
        }
        return byEntry;
    }

    private static BundleEntry answer(RequestEntry entry, BundleCall call) {
        try {
            return EntryAnswers.dispatched(call.dispatcher().dispatch(EntryAnswers.request(entry)));
        } catch (CasebookException e) {
            return EntryAnswers.failed(EntryFailure.of(entry, e));
        }
    }
}
