package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.fhir.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers. Stored JSON goes to the wire as it is; only what asks for another form (XML, {@code _pretty},
 * {@code _summary}, {@code _elements}) is read into a tree first.
 */
public final class ResponseWriter {
    private static final byte[] NOTHING = {};
    /** Of base64; four of its characters are three bytes. */
    private static final int PIECE = 64 * 1024;

    void write(FhirRequest request, Presentation presentation, FhirResponse answer, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        for (FhirResponse.Header header : answer.headers()) {
            response.setHeader(header.name(), header.value());
        }
        if (answer.body() instanceof FhirResponse.Raw raw) {
            send(response, raw.contentType(), raw.content(), request.method());
        } else if (answer.body() instanceof FhirResponse.Encoded encoded) {
            stream(response, encoded, request.method());
        } else if (!(answer.body() instanceof FhirResponse.Empty)) {
            send(response, presentation.format().contentType(), bytes(answer.body(), presentation), request.method());
        }
    }

    /** Renders what was thrown; the request is null where not even its path could be read. */
    void writeOutcome(
            HttpServletRequest servlet,
            HttpServletResponse response,
            @Nullable FhirRequest request,
            CasebookException thrown)
            throws IOException {
        response.setStatus(thrown.category().status());
        if (thrown.category() == ErrorCategory.BUSY || thrown.category() == ErrorCategory.TOO_MANY_REQUESTS) {
            response.setHeader("Retry-After", "1");
        }
        if (thrown instanceof MethodNotAllowed notAllowed) {
            response.setHeader("Allow", notAllowed.allow());
        }
        ObjectNode outcome = OperationOutcomes.of(thrown.issues());
        Format format = formatForErrors(request);
        byte[] bytes = format == Format.XML ? XmlWriter.write(outcome) : Json.write(outcome);
        send(response, format.contentType(), bytes, servlet.getMethod());
    }

    /** The bytes of an answer that carries a resource, else none. */
    static byte[] bytes(FhirResponse.Body body, Presentation presentation) {
        if (body instanceof FhirResponse.Empty
                || body instanceof FhirResponse.Raw
                || body instanceof FhirResponse.Encoded) {
            return NOTHING;
        }
        if (presentation.isStoredForm()) {
            if (body instanceof FhirResponse.Stored stored) {
                return stored.json();
            }
            if (body instanceof FhirResponse.Bundled bundled) {
                return bundled.bundle().toJson();
            }
        }
        return presentation.render(tree(body));
    }

    private static ObjectNode tree(FhirResponse.Body body) {
        if (body instanceof FhirResponse.Tree tree) {
            return tree.resource();
        }
        if (body instanceof FhirResponse.Stored stored) {
            return Json.stored(stored.json());
        }
        if (body instanceof FhirResponse.Bundled bundled) {
            return bundled.bundle().toTree();
        }
        throw new IllegalArgumentException("no resource in " + body);
    }

    private static void send(HttpServletResponse response, String contentType, byte[] bytes, String method)
            throws IOException {
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        if (!method.equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }

    /** Decodes piece by piece. */
    private static void stream(HttpServletResponse response, FhirResponse.Encoded encoded, String method)
            throws IOException {
        response.setContentType(encoded.contentType());
        response.setContentLength(encoded.length());
        if (method.equals("HEAD")) {
            return;
        }
        OutputStream out = response.getOutputStream();
        byte[] piece = new byte[Math.min(PIECE, encoded.to() - encoded.from())];
        byte[] decoded = new byte[piece.length];
        for (int from = encoded.from(); from < encoded.to(); from += piece.length) {
            int length = Math.min(piece.length, encoded.to() - from);
            piece = length == piece.length ? piece : new byte[length];
            System.arraycopy(encoded.base64(), from, piece, 0, length);
            out.write(decoded, 0, Base64.getDecoder().decode(piece, decoded));
        }
    }

    /** An error must reach the client even if it asked for a form that does not exist. */
    private static Format formatForErrors(@Nullable FhirRequest request) {
        if (request == null) {
            return Format.JSON;
        }
        try {
            return request.format();
        } catch (CasebookException e) {
            return Format.JSON;
        }
    }
}
