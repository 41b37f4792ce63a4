package org.casebook.server;

import java.nio.ByteBuffer;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses (a head too large, a broken request line) is an OperationOutcome too, never HTML. */
final class OutcomeErrorHandler extends ErrorHandler {
    private final String maxHead;

    /** @param maxHead how large the request line and headers may be */
    OutcomeErrorHandler(String maxHead) {
        this.maxHead = maxHead;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Issue issue = Issue.error(type(status), text(status, request.getAttribute(ERROR_MESSAGE)));
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503
                && !response.getHeaders().contains(HttpHeader.RETRY_AFTER)) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "2");
        }
        byte[] outcome = Json.write(OperationOutcomes.of(List.of(issue)));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/fhir+json;charset=utf-8");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, outcome.length);
        response.write(true, ByteBuffer.wrap(outcome), callback);
        return true;
    }

    private static IssueType type(int status) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 -> IssueType.NOT_FOUND;
            case HttpStatus.URI_TOO_LONG_414,
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> IssueType.TOO_LONG;
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> IssueType.TRANSIENT;
            case HttpStatus.REQUEST_TIMEOUT_408 -> IssueType.TIMEOUT;
            default -> status >= 500 ? IssueType.EXCEPTION : IssueType.INVALID;
        };
    }

    private String text(int status, Object message) {
        String reason = HttpStatus.getMessage(status);
        String advice = switch (status) {
            case HttpStatus.NOT_FOUND_404 -> " The FHIR service is at /fhir; /fhir/metadata says what it offers.";
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                " The request line and headers may have " + maxHead + " bytes; send a long search by POST to _search.";
            default -> "";
        };
        // 5xx messages may hold internals.
        String detail = message == null || status >= 500 || reason.equals(message) ? "" : ": " + message;
        return reason + detail + "." + advice;
    }
}
