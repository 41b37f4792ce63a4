package org.casebook.fhir.structure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Position;
import org.casebook.fhir.Definitions;
import org.jspecify.annotations.Nullable;

/**
 * Checks resources against the structure of R4 (JSON: section 2.6.2). All problems are found at once, each with its
 * FHIRPath expression and its place in the text. A sound resource costs one walk over its tree; only a faulty one is
 * scanned again for line and column.
 */
public final class StructureChecker {
    private StructureChecker() {}

    /**
     * Reads and checks JSON.
     *
     * @param type the resource type that it must be; null where any will do
     */
    public static CheckedResource read(byte[] utf8, @Nullable String type) {
        try {
            Encoding.requireUtf8(utf8);
            JsonReader.Tree tree = JsonReader.read(utf8);
            if (!(tree.root() instanceof ObjectNode resource)) {
                String text = "The body must be a JSON object: a resource with a resourceType.";
                return refused(Issue.fatal(IssueType.STRUCTURE, text).at(new Position(1, 1)));
            }
            Problems problems = new ResourceWalk(Definitions.r4()).check(resource, type);
            return problems.isEmpty() && !tree.duplicates()
                    ? new CheckedResource(resource, List.of())
                    : new CheckedResource(resource, located(utf8, resource, problems.found(), tree.duplicates()));
        } catch (StreamConstraintsException e) {
            return refused(malformed(utf8, e, "The JSON is beyond what is read: "));
        } catch (JsonProcessingException e) {
            return refused(malformed(utf8, e, "The body is not well-formed JSON: "));
        } catch (IOException e) {
            return refused(Issue.fatal(IssueType.STRUCTURE, "The body is not UTF-8: " + Shown.text(message(e))));
        }
    }

    /** Checks a tree that has no text; issues have no position. */
    public static List<Issue> check(ObjectNode resource) {
        return new ResourceWalk(Definitions.r4())
                .check(resource, null).found().stream().map(Problem::issue).toList();
    }

    private static CheckedResource refused(Issue issue) {
        return new CheckedResource(null, List.of(issue));
    }

    private static Issue malformed(byte[] utf8, JsonProcessingException e, String introduction) {
        long offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
        return Issue.fatal(IssueType.STRUCTURE, introduction + Shown.line(message(e)))
                .at(LineColumns.of(utf8, offset));
    }

    private static String message(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(message);
    }

    private static List<Issue> located(byte[] utf8, ObjectNode resource, List<Problem> problems, boolean duplicates) {
        try {
            JsonPlaces.Found found =
                    JsonPlaces.find(utf8, problems.stream().map(Problem::path).toList(), duplicates);
            List<Issue> issues = new ArrayList<>();
            problems.forEach(p -> issues.add(p.issue().at(Places.nearest(p.path(), found.places()))));
            found.duplicates()
                    .forEach((path, position) ->
                            issues.add(Duplicates.issue(resource, path).at(position)));
            issues.sort(Places.BY_PLACE);
            return issues;
        } catch (IOException e) {
            throw new UncheckedIOException("a text that was read before", e);
        }
    }
}
