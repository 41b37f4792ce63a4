package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.fhir.ResourceKey;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.http.Operation.Level;
import org.casebook.validation.ReferenceResolver;
import org.casebook.validation.SourceText;
import org.casebook.validation.Validation;

/**
 * {@code $validate} (R4 Resource-validate): 200 with everything that can be said of the resource, whether good or bad;
 * only a request that cannot be understood is an error.
 */
public final class ValidateProvider {
    private final Validation validation;
    private final ReferenceResolver stored;

    public ValidateProvider(Validation validation, ReferenceResolver stored) {
        this.validation = validation;
        this.stored = stored;
    }

    /** What the router and the CapabilityStatement need. */
    public Operation operation() {
        return new Operation(
                "validate",
                "http://hl7.org/fhir/OperationDefinition/Resource-validate",
                Set.of(Level.TYPE, Level.INSTANCE),
                Set.of(),
                false,
                this::validate);
    }

    private FhirResponse validate(FhirRequest request) {
        ValidateInput input = ValidateInput.of(request);
        List<Issue> issues = input.mode().equals("delete") ? deletion(request) : content(request, input);
        return FhirResponse.ok(new FhirResponse.Tree(OperationOutcomes.of(issues)));
    }

    private List<Issue> content(FhirRequest request, ValidateInput input) {
        String type = request.path().at(0);
        Optional<ResourceKey> key = instance(request);
        if (input.checked() == null && key.isEmpty()) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.REQUIRED,
                    "$validate needs a resource: as the body, or as the parameter 'resource' of Parameters.");
        }
        if (input.checked() == null) {
            byte[] text = Json.writePretty(current(key.get()));
            return validation.validate(
                    SourceText.of(text), StructureChecker.read(text, type), input.profiles(), stored);
        }
        if (input.checked().resource() == null) {
            throw new CasebookException(ErrorCategory.INVALID, input.checked().issues());
        }
        List<Issue> issues = new ArrayList<>(identity(input.checked().resource(), type, key, input.mode()));
        issues.addAll(validation.validate(input.text(), input.checked(), input.profiles(), stored));
        return issues;
    }

    private static List<Issue> identity(ObjectNode resource, String type, Optional<ResourceKey> key, String mode) {
        List<Issue> issues = new ArrayList<>();
        String own = resource.path("resourceType").asText();
        if (!own.equals(type)) {
            issues.add(Issue.error(
                    IssueType.INVALID,
                    "The resource is of type " + own + ", but it was sent to /" + type + "/$validate.",
                    own));
        }
        String id = resource.path("id").asText();
        if (key.isPresent() && !id.equals(key.get().id())) {
            issues.add(Issue.error(
                    IssueType.VALUE,
                    "An update of " + key.get() + " must carry the id '"
                            + key.get().id() + "', not '" + id + "'.",
                    own + ".id"));
        }
        if (mode.equals("update") && key.isEmpty() && id.isEmpty()) {
            issues.add(Issue.error(IssueType.REQUIRED, "An update must carry the id of the resource.", own + ".id"));
        }
        return issues;
    }

    private List<Issue> deletion(FhirRequest request) {
        ResourceKey key = instance(request)
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.INVALID, "mode=delete is asked of one resource: [type]/[id]/$validate."));
        return stored.resolve(key).isPresent()
                ? List.of(Issue.information(key + " is there and may be deleted unless others refer to it."))
                : List.of(Issue.error(IssueType.NOT_FOUND, key + " is not there, so it cannot be deleted."));
    }

    private ObjectNode current(ResourceKey key) {
        return stored.resolve(key)
                .orElseThrow(() -> new CasebookException(ErrorCategory.NOT_FOUND, key + " is not there."));
    }

    private static Optional<ResourceKey> instance(FhirRequest request) {
        return request.path().length() > 2 ? Optional.of(request.key()) : Optional.empty();
    }
}
