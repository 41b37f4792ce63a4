package org.casebook.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.fhir.Json;

/**
 * The parameters of an operation, wherever they stand: in the URL, or in a Parameters resource in the body (R4 section
 * 3.2.0.1).
 */
record OperationInput(ObjectNode body, List<Parameter> query) {
    /** The form of the answer, which every request may choose. */
    private static final Set<String> EVERYWHERE = Set.of("_format", "_pretty", "_summary", "_elements");

    static OperationInput of(FhirRequest request) {
        boolean posted = request.method().equals("POST") && request.body().get().length > 0;
        ObjectNode body = posted ? ResourceBody.read(request, "Parameters") : Json.object();
        return new OperationInput(body, request.parameters());
    }

    /**
     * The same, of an operation that has these parameters and no others.
     *
     * @throws CasebookException for any other, unless the client asked that such are passed over
     */
    static OperationInput of(FhirRequest request, String... names) {
        OperationInput input = of(request);
        List<String> sent = new ArrayList<>();
        input.query.forEach(parameter -> sent.add(parameter.name()));
        input.body
                .path("parameter")
                .forEach(parameter -> sent.add(parameter.path("name").asText()));
        Set<String> known = Set.of(names);
        for (String name : sent) {
            if (!known.contains(name)
                    && !EVERYWHERE.contains(name)
                    && !request.prefer().lenient()) {
                throw new CasebookException(
                        ErrorCategory.INVALID,
                        IssueType.NOT_SUPPORTED,
                        "The operation has no parameter '" + name + "'; it has " + String.join(", ", names)
                                + Nearest.hint(name, known));
            }
        }
        return input;
    }

    Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /** All values of a primitive parameter, those of the URL first. */
    List<String> texts(String name) {
        return Stream.concat(query.stream(), sent().stream())
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** The parameters of the body that have a text: primitive ones and references. */
    List<Parameter> sent() {
        List<Parameter> sent = new ArrayList<>();
        for (JsonNode parameter : body.path("parameter")) {
            String name = parameter.path("name").asText();
            for (Map.Entry<String, JsonNode> field : parameter.properties()) {
                if (field.getKey().startsWith("value") && field.getValue().isValueNode()) {
                    sent.add(new Parameter(name, field.getValue().asText()));
                } else if (field.getKey().equals("valueReference")) {
                    sent.add(new Parameter(
                            name, field.getValue().path("reference").asText()));
                }
            }
        }
        return sent;
    }
}
