package org.casebook.http;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.jspecify.annotations.Nullable;

/** HAPI's request details that also carry the request in Casebook's form, so that it is taken apart once. */
final class FhirRequestDetails extends ServletRequestDetails {
    private final long maxBody;
    private @Nullable FhirRequest request;

    FhirRequestDetails(long maxBody) {
        this.maxBody = maxBody;
    }

    FhirRequest fhirRequest() {
        return Objects.requireNonNull(request, "the path has not been read yet");
    }

    /** The request if its path could be read; null while or after that failed. */
    @Nullable
    FhirRequest fhirRequestOrNull() {
        return request;
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
                this::loadRequestContents);
        String first = segments.at(0);
        if (!first.isEmpty() && Character.isUpperCase(first.charAt(0))) {
            setResourceName(first);
        }
    }

    /** Never more than the limit, whatever Content-Length says or gzip hides. */
    @Override
    protected byte[] getByteStreamRequestContents() {
        if (getServletRequest().getContentLengthLong() > maxBody) {
            throw tooLarge();
        }
        try {
            byte[] bytes = getServletRequest().getInputStream().readNBytes(Math.toIntExact(maxBody + 1));
            if (bytes.length > maxBody) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new CasebookException(
                    ErrorCategory.INVALID, "The request's body could not be read to its end: " + e.getMessage());
        }
    }

    private CasebookException tooLarge() {
        return new CasebookException(
                ErrorCategory.TOO_LARGE,
                "The request's body is larger than " + maxBody
                        + " bytes; send less at a time, or raise the server's max-body.");
    }
}
