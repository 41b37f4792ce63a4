package org.casebook.http;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** HAPI's request details that also carry the request in Casebook's form, so that it is taken apart once. */
final class FhirRequestDetails extends ServletRequestDetails {
    private final BodyReader bodyReader;
    private final Admission.Share share;
    private @Nullable FhirRequest request;

    FhirRequestDetails(BodyReader bodyReader, Admission admission) {
        this.share = admission.new Share();
        this.bodyReader = bodyReader;
    }

    FhirRequest fhirRequest() {
        return Objects.requireNonNull(request, "the path has not been read yet");
    }

    /** The request if its path could be read; null while or after that failed. */
    @Nullable
    FhirRequest fhirRequestOrNull() {
        return request;
    }

    /** What the request takes of the memory for bodies. */
    Admission.Share share() {
        return share;
    }

    void populate(String path, BaseAddress baseAddress) {
        HttpServletRequest servlet = getServletRequest();
        RequestPath segments = RequestPath.parse(path);
        Headers headers = Headers.of(servlet);
        request = new FhirRequest(
                servlet.getMethod(),
                baseAddress.of(servlet),
                segments,
                servlet.getQueryString(),
                Parameter.parse(servlet.getQueryString()),
                headers,
                Prefer.of(headers),
                new WireBody());
        String first = segments.at(0);
        if (!first.isEmpty() && Character.isUpperCase(first.charAt(0))) {
            setResourceName(first);
        }
    }

    @Override
    protected byte[] getByteStreamRequestContents() {
        return bodyReader.read(getServletRequest(), share);
    }

    /** HAPI keeps the bytes that it has read; base64 is read past it. */
    private final class WireBody implements RequestBody {
        @Override
        public byte[] get() {
            return loadRequestContents();
        }

        @Override
        public byte[] base64() {
            return bodyReader.readBase64(getServletRequest(), share);
        }
    }
}
