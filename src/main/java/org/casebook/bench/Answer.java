package org.casebook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.casebook.fhir.Json;

/** What the server answered. */
record Answer(int status, byte[] body) {

    JsonNode json() throws IOException {
        try {
            return Json.read(body);
        } catch (JsonProcessingException e) {
            throw new IOException("the answer is not JSON: " + beginning(), e);
        }
    }

    boolean ok() {
        return status == 200 || status == 201;
    }

    /** For a message: the status and how the body begins. */
    String beginning() {
        String text = new String(body, 0, Math.min(body.length, 400), StandardCharsets.UTF_8);
        return "HTTP " + status + " " + text.replaceAll("\\s+", " ");
    }
}
