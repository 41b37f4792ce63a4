package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Nearest;
import org.casebook.fhir.Json;
import org.casebook.fhir.Subset;
import org.casebook.fhir.XmlWriter;

/**
 * The form in which a client wants a resource (R4 sections 3.1.0.1.8 to 3.1.0.1.11): {@code _format}, {@code _pretty},
 * {@code _summary}, {@code _elements}.
 *
 * @param summary one of R4's summary-type codes, or empty
 * @param elements names of elements to keep; empty for all
 */
record Presentation(Format format, boolean pretty, String summary, List<String> elements) {
    /** JSON as it is stored. */
    static final Presentation STORED = new Presentation(Format.JSON, false, "", List.of());

    private static final List<String> SUMMARIES = List.of("true", "text", "data", "count", "false");

    /** Reads and checks the parameters; a value that means nothing is refused before anything is done. */
    static Presentation of(FhirRequest sent) {
        FhirRequest request = Form.isSent(sent) ? Form.of(sent) : sent;
        Format format = request.format();
        if (request.parameters().isEmpty()) {
            return new Presentation(format, false, "", List.of());
        }
        boolean pretty = request.parameter("_pretty").map(Presentation::truth).orElse(false);
        String summary = request.parameter("_summary")
                .filter(s -> !s.isEmpty())
                .map(Presentation::summaryCode)
                .orElse("");
        List<String> elements = new ArrayList<>();
        for (Parameter parameter : request.parameters()) {
            if (parameter.name().equals("_elements")) {
                Optional.of(parameter.value()).map(v -> v.split(",")).stream()
                        .flatMap(java.util.Arrays::stream)
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .forEach(elements::add);
            }
        }
        return new Presentation(format, pretty, summary.equals("false") ? "" : summary, elements);
    }

    /** Whether the stored bytes are the answer as they are. */
    boolean isStoredForm() {
        return format == Format.JSON && !pretty && summary.isEmpty() && elements.isEmpty();
    }

    byte[] render(ObjectNode resource) {
        ObjectNode part = resource;
        if (!summary.isEmpty() && !summary.equals("count")) {
            part = Subset.summary(part, summary);
        }
        if (!elements.isEmpty()) {
            part = Subset.elements(part, elements);
        }
        if (format == Format.XML) {
            return pretty ? XmlWriter.writePretty(part) : XmlWriter.write(part);
        }
        return pretty ? Json.writePretty(part) : Json.write(part);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true", "" -> true;
            case "false" -> false;
            default ->
                throw new CasebookException(ErrorCategory.INVALID, "_pretty is true or false, not '" + text + "'.");
        };
    }

    private static String summaryCode(String text) {
        if (!SUMMARIES.contains(text)) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    "_summary is one of " + SUMMARIES + ", not '" + text + "'" + Nearest.hint(text, SUMMARIES));
        }
        return text;
    }
}
