package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.casebook.fhir.Json;
import org.casebook.interaction.bundle.Dispatcher;
import org.jspecify.annotations.Nullable;

/** Sends an entry of a batch or transaction through the router, as if it had come alone. */
final class EntryDispatcher implements Dispatcher {
    private final Router router;
    private final FhirRequest outer;

    EntryDispatcher(Router router, FhirRequest outer) {
        this.router = router;
        this.outer = outer;
    }

    @Override
    public Answer dispatch(Request entry) {
        try {
            FhirRequest request = request(entry);
            return answer(router.route(request).handle(request), entry.method().equals("HEAD"));
        } catch (RuntimeException e) {
            throw OutcomeInterceptor.casebookException(e);
        }
    }

    private FhirRequest request(Request entry) {
        int question = entry.url().indexOf('?');
        String path = question < 0 ? entry.url() : entry.url().substring(0, question);
        String query = question < 0 ? null : entry.url().substring(question + 1);
        return new FhirRequest(
                entry.method(),
                outer.base(),
                RequestPath.parse(path),
                query,
                Parameter.parse(query),
                Headers.of(headers(entry)),
                BundleProvider.preferOfEntry(outer, entry),
                () -> body(entry));
    }

    /** An entry has headers and a query of its own, and is JSON always. */
    private static Map<String, String> headers(Request entry) {
        Map<String, String> headers = new HashMap<>();
        headers.put("If-Match", entry.ifMatch());
        headers.put("If-None-Match", entry.ifNoneMatch());
        headers.put("If-Modified-Since", entry.ifModifiedSince() == null ? null : httpDate(entry.ifModifiedSince()));
        headers.put("If-None-Exist", entry.ifNoneExist());
        headers.put("Content-Type", contentType(entry));
        headers.values().removeIf(Objects::isNull);
        return headers;
    }

    private static String contentType(Request entry) {
        ObjectNode resource = entry.resource();
        return resource != null && entry.method().equals("PATCH") && isBinary(resource)
                ? resource.path("contentType").asText()
                : "application/fhir+json";
    }

    private static byte[] body(Request entry) {
        ObjectNode resource = entry.resource();
        if (resource == null) {
            return new byte[0];
        }
        if (entry.method().equals("PATCH") && isBinary(resource)) {
            return Base64.getMimeDecoder().decode(resource.path("data").asText());
        }
        return Json.write(resource);
    }

    private static boolean isBinary(@Nullable ObjectNode resource) {
        return resource != null && resource.path("resourceType").asText().equals("Binary");
    }

    /** An instant in the entry, an HTTP date in the header. */
    private static String httpDate(String instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.parse(instant));
    }

    private static Answer answer(FhirResponse response, boolean head) {
        return new Answer(
                response.status(),
                header(response, "Location"),
                header(response, "ETag"),
                response.lastUpdated() == null ? null : response.lastUpdated().toString(),
                head ? null : json(response.body()));
    }

    private static byte @Nullable [] json(FhirResponse.Body body) {
        if (body instanceof FhirResponse.Stored stored) {
            return stored.json();
        }
        if (body instanceof FhirResponse.Tree tree) {
            return Json.write(tree.resource());
        }
        if (body instanceof FhirResponse.Bundled bundled) {
            return bundled.bundle().toJson();
        }
        if (body instanceof FhirResponse.Raw raw) {
            return Json.write(binary(raw));
        }
        return null;
    }

    private static ObjectNode binary(FhirResponse.Raw raw) {
        return Json.object()
                .put("resourceType", "Binary")
                .put("contentType", raw.contentType())
                .put("data", Base64.getEncoder().encodeToString(raw.content()));
    }

    private static @Nullable String header(FhirResponse response, String name) {
        return response.headers().stream()
                .filter(h -> h.name().equals(name))
                .map(FhirResponse.Header::value)
                .findFirst()
                .orElse(null);
    }
}
