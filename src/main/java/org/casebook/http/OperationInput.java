package org.casebook.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.casebook.fhir.Json;

/**
 * The parameters of an operation, wherever they stand: in the URL, or in a Parameters resource in the body (R4 section
 * 3.2.0.1).
 */
record OperationInput(ObjectNode body, List<Parameter> query) {

    static OperationInput of(FhirRequest request) {
        boolean posted = request.method().equals("POST") && request.body().get().length > 0;
        ObjectNode body = posted ? ResourceBody.read(request, "Parameters") : Json.object();
        return new OperationInput(body, request.parameters());
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
