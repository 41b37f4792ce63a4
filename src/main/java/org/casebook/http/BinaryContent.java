package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.casebook.fhir.Json;
import org.casebook.store.StoredResource;

/**
 * Binary in its own form (R4 section 2.31): a client that names no FHIR format gets, or sends, the bytes themselves.
 */
final class BinaryContent {
    static final String DEFAULT_TYPE = "application/octet-stream";

    private BinaryContent() {}

    /** Whether a read of this Binary is answered with its content: neither {@code _format} nor Accept names FHIR. */
    static boolean isWanted(FhirRequest request) {
        return request.path().at(0).equals("Binary")
                && request.isGet()
                && (request.path().length() == 2 || request.path().length() == 4)
                && !request.path().isOperationAt(1)
                && !request.path().at(1).startsWith("_")
                && request.parameter("_format").isEmpty()
                && request.header("Accept").map(BinaryContent::namesNoFhir).orElse(false);
    }

    /** Whether the body is content, not a Binary resource. */
    static boolean isSent(FhirRequest request) {
        return request.path().at(0).equals("Binary")
                && request.header("Content-Type")
                        .map(type -> Format.ofContentType(type).isEmpty())
                        .orElse(false);
    }

    /** The Binary resource for the content that was sent; the caller sets an id where one is needed. */
    static ObjectNode resource(FhirRequest request) {
        ObjectNode binary = Json.object();
        binary.put("resourceType", "Binary");
        if (request.path().length() > 1) {
            binary.put("id", request.path().at(1));
        }
        binary.put("contentType", request.header("Content-Type").orElse(DEFAULT_TYPE));
        request.header("X-Security-Context")
                .ifPresent(reference -> binary.putObject("securityContext").put("reference", reference));
        byte[] content = request.body().base64();
        if (content.length > 0) {
            binary.put("data", new String(content, StandardCharsets.ISO_8859_1));
        }
        return binary;
    }

    /** The content itself; nothing a browser could run is rendered as a page. */
    static FhirResponse raw(FhirResponse answer, StoredResource stored) {
        BinaryParts parts = BinaryParts.of(stored.content());
        FhirResponse raw = answer.withBody(parts.content())
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "sandbox; default-src 'none'");
        return parts.securityContext()
                .map(reference -> raw.with("X-Security-Context", reference))
                .orElse(raw);
    }

    private static boolean namesNoFhir(String accept) {
        return Arrays.stream(accept.split(","))
                .map(range -> range.split(";", 2)[0].trim())
                .noneMatch(type -> Format.ofContentType(type).isPresent());
    }
}
