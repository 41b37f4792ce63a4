package org.casebook.fhirpath;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.casebook.fhir.Json;

/** Test data of HL7 from the class path, as JSON trees. */
public final class Examples {
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    private Examples() {}

    static String text(String path) {
        try (InputStream in = Examples.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("not on the class path: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode resource(String path) {
        String text = text(path);
        if (path.endsWith(".xml")) {
            text = CONTEXT.newJsonParser()
                    .encodeResourceToString(CONTEXT.newXmlParser().parseResource(text));
        }
        return Json.stored(text.getBytes(StandardCharsets.UTF_8));
    }
}
