package org.casebook.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;

/** The body of a search by POST (R4 section 3.1.1.1). */
final class Form {
    private Form() {}

    /** Whether the request is a search by POST. */
    static boolean isSent(FhirRequest request) {
        RequestPath path = request.path();
        return request.method().equals("POST")
                && path.length() > 0
                && path.at(path.length() - 1).equals("_search");
    }

    /** The request with the form's parameters behind those of the URL. */
    static FhirRequest of(FhirRequest request) {
        String contentType = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        byte[] body = request.body().get();
        if (body.length > 0 && !contentType.startsWith("application/x-www-form-urlencoded")) {
            throw new CasebookException(
                    ErrorCategory.UNSUPPORTED_MEDIA_TYPE,
                    "A search by POST carries application/x-www-form-urlencoded, not '" + contentType + "'.");
        }
        return request.withForm(Parameter.parse(new String(body, StandardCharsets.UTF_8)));
    }
}
