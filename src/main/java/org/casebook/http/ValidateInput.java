package org.casebook.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.validation.SourceText;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of {@code $validate}: the resource as the body or inside Parameters, and mode and profile in the
 * address or inside Parameters.
 *
 * @param checked null where no resource was sent
 */
record ValidateInput(SourceText text, @Nullable CheckedResource checked, String mode, List<String> profiles) {
    private static final Set<String> MODES = Set.of("", "create", "update", "delete", "profile");

    static ValidateInput of(FhirRequest request) {
        byte[] body = request.isGet() ? new byte[0] : request.body().get();
        String mode = request.parameter("mode").orElse("");
        List<String> profiles = new ArrayList<>();
        request.parameters().stream().filter(p -> p.name().equals("profile")).forEach(p -> profiles.add(p.value()));
        if (body.length == 0) {
            return new ValidateInput(SourceText.of(body), null, mode, profiles).sound();
        }
        CheckedResource checked = ResourceBody.check(request.withBody(body), null);
        ObjectNode root = checked.resource();
        if (root == null || !isParameters(root)) {
            return new ValidateInput(SourceText.of(body), checked, mode, profiles).sound();
        }
        for (JsonNode parameter : root.path("parameter")) {
            switch (parameter.path("name").asText()) {
                case "mode" -> mode = parameter.path("valueCode").asText();
                case "profile" -> profiles.add(profile(parameter));
                default -> {}
            }
        }
        return inside(body, checked, root, mode, profiles).sound();
    }

    /** Parameters that are themselves to be validated hold no parameter named resource. */
    private static boolean isParameters(ObjectNode root) {
        boolean named = false;
        for (JsonNode parameter : root.path("parameter")) {
            named |= Set.of("resource", "mode", "profile")
                    .contains(parameter.path("name").asText());
        }
        return named && root.path("resourceType").asText().equals("Parameters");
    }

    private static String profile(JsonNode parameter) {
        for (String name : List.of("valueUri", "valueCanonical", "valueUrl", "valueString")) {
            if (parameter.path(name).isTextual()) {
                return parameter.path(name).asText();
            }
        }
        return "";
    }

    private static ValidateInput inside(
            byte[] body, CheckedResource checked, ObjectNode root, String mode, List<String> profiles) {
        for (int i = 0; i < root.path("parameter").size(); i++) {
            JsonNode parameter = root.path("parameter").path(i);
            if (parameter.path("name").asText().equals("resource")
                    && parameter.path("resource") instanceof ObjectNode resource) {
                String prefix = "Parameters.parameter[" + i + "].resource";
                String type = resource.path("resourceType").asText();
                List<Issue> issues = checked.issues().stream()
                        .map(issue -> unwrapped(issue, prefix, type))
                        .toList();
                return new ValidateInput(
                        new SourceText(body, List.of("parameter", i, "resource")),
                        new CheckedResource(resource, issues),
                        mode,
                        profiles);
            }
        }
        return new ValidateInput(SourceText.of(body), null, mode, profiles);
    }

    private static Issue unwrapped(Issue issue, String prefix, String type) {
        List<String> expressions = issue.expressions().stream()
                .map(e -> e.startsWith(prefix) ? type + e.substring(prefix.length()) : e)
                .toList();
        return new Issue(
                issue.severity(),
                issue.type(),
                issue.text().replace(prefix, type),
                expressions,
                issue.position(),
                issue.rule());
    }

    private ValidateInput sound() {
        if (!MODES.contains(mode)) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.CODE_INVALID,
                    "'" + mode + "' is not a mode of $validate; use create, update, delete or profile.");
        }
        if (mode.equals("profile") && profiles.isEmpty()) {
            throw new CasebookException(
                    ErrorCategory.INVALID, IssueType.REQUIRED, "mode=profile needs the parameter 'profile'.");
        }
        return this;
    }
}
