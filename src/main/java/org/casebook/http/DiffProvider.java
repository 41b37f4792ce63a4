package org.casebook.http;

import java.util.List;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Diff;

/** {@code $diff} of versions and of resources. */
public final class DiffProvider {
    private final Diff diff;

    public DiffProvider(Diff diff) {
        this.diff = diff;
    }

    public List<Operation> operations() {
        return List.of(new Operation(
                "diff",
                "https://casebook.example/fhir/OperationDefinition/diff",
                Set.of(Level.SYSTEM, Level.INSTANCE),
                Set.of(),
                false,
                this::run));
    }

    private FhirResponse run(FhirRequest request) {
        OperationInput input = OperationInput.of(request, "from", "to", "fromVersion", "toVersion", "includeMeta");
        boolean meta = input.text("includeMeta").map(Boolean::parseBoolean).orElse(false);
        if (request.path().length() == 1) {
            return tree(diff.ofResources(required(input, "from"), required(input, "to"), meta));
        }
        String to = request.path().length() == 5
                ? request.path().at(3)
                : input.text("toVersion").orElse(null);
        return tree(diff.ofVersions(request.key(), input.text("fromVersion").orElse(null), to, meta));
    }

    private static FhirResponse tree(com.fasterxml.jackson.databind.node.ObjectNode patch) {
        return FhirResponse.ok(new FhirResponse.Tree(patch));
    }

    private static String required(OperationInput input, String name) {
        return input.text(name)
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.INVALID,
                        IssueType.REQUIRED,
                        "$diff needs 'from' and 'to', such as from=Patient/1/_history/1&to=Patient/1."));
    }
}
