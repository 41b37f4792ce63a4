package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.casebook.interaction.ResourceBundle;
import org.casebook.store.StoredResource;
import org.eclipse.jetty.http.DateGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is written: the status, the headers, and a body that is still in its cheapest form.
 *
 * @param lastUpdated of the version that is answered, more exact than its header; null where it is none
 */
public record FhirResponse(
        int status,
        List<Header> headers,
        Body body,
        @Nullable Instant lastUpdated) {

    /** One header of the answer. */
    public record Header(String name, String value) {}

    /** What the answer carries. */
    public sealed interface Body {}

    /** JSON exactly as it is stored. */
    public record Stored(byte[] json) implements Body {}

    /** A resource that was made for this answer. */
    public record Tree(ObjectNode resource) implements Body {}

    /** A Bundle around stored bytes. */
    public record Bundled(ResourceBundle bundle) implements Body {}

    /** Bytes that are not a FHIR resource. */
    public record Raw(String contentType, byte[] content) implements Body {}

    /**
     * Bytes that are not a FHIR resource, still in base64.
     *
     * @param from where the base64 begins
     * @param length how many bytes it stands for
     */
    public record Encoded(String contentType, byte[] base64, int from, int to, int length) implements Body {}

    /** Nothing. */
    public record Empty() implements Body {}

    public static FhirResponse ok(Body body) {
        return of(200, body);
    }

    public static FhirResponse of(int status, Body body) {
        return new FhirResponse(status, List.of(), body, null);
    }

    /** A version of a resource with the headers that name it (R4 section 3.1.0.1.3). */
    public static FhirResponse version(int status, StoredResource stored) {
        return new FhirResponse(
                status,
                List.of(
                        new Header("ETag", etag(stored.version())),
                        new Header("Last-Modified", DateGenerator.formatDate(stored.lastUpdated()))),
                new Stored(stored.content()),
                stored.lastUpdated());
    }

    public FhirResponse with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new FhirResponse(status, more, body, lastUpdated);
    }

    public FhirResponse withBody(Body other) {
        return new FhirResponse(status, headers, other, lastUpdated);
    }

    /** The weak ETag of a version. */
    static String etag(long version) {
        return "W/\"" + version + "\"";
    }
}
