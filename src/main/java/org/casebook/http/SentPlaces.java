package org.casebook.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.Position;
import org.casebook.fhir.Json;
import org.casebook.fhir.TreePath;
import org.casebook.fhir.structure.TextPlaces;
import org.casebook.fhir.structure.XmlReader;
import org.jspecify.annotations.Nullable;

/**
 * Lines and columns for issues that were found in the tree of a resource, when its text was not at hand any more: rules
 * of R4, of profiles, of the store.
 */
final class SentPlaces {
    private SentPlaces() {}

    /** The same exception, whose issues also say where in the body they are, if they speak of elements of the body. */
    static CasebookException in(FhirRequest request, CasebookException e) {
        boolean unplaced = e.issues().stream().anyMatch(SentPlaces::isUnplaced);
        if (e.category() != ErrorCategory.UNPROCESSABLE || !unplaced || request.isGet()) {
            return e;
        }
        byte[] body = request.body().get();
        ObjectNode root = root(body);
        return root == null ? e : new CasebookException(e.category(), placed(body, root, e.issues()), e.getCause());
    }

    private static boolean isUnplaced(Issue issue) {
        return issue.position() == null && !issue.expressions().isEmpty();
    }

    private static List<Issue> placed(byte[] body, ObjectNode root, List<Issue> issues) {
        List<Optional<List<Object>>> paths =
                issues.stream().map(issue -> path(root, issue)).toList();
        List<Position> places = TextPlaces.of(
                body, paths.stream().map(path -> path.orElse(List.of())).toList());
        List<Issue> placed = new ArrayList<>();
        for (int i = 0; i < issues.size(); i++) {
            placed.add(paths.get(i).isPresent() ? issues.get(i).at(places.get(i)) : issues.get(i));
        }
        return placed;
    }

    /** Empty where the issue has its place already, or speaks of something else than the body, such as a patched resource. */
    private static Optional<List<Object>> path(ObjectNode root, Issue issue) {
        String type = root.path("resourceType").asText();
        return isUnplaced(issue)
                        && issue.expressions().get(0).split("[.\\[]", 2)[0].equals(type)
                ? Optional.of(TreePath.nearest(root, issue.expressions().get(0)).steps())
                : Optional.empty();
    }

    /** Null where the body is no resource: a patch, a form. */
    private static @Nullable ObjectNode root(byte[] body) {
        if (ResourceBody.startsWithAngle(body)) {
            return XmlReader.read(body, null).resource();
        }
        try {
            return Json.read(body) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
