package org.casebook.http;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.casebook.error.BareTrace;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that is thrown into an OperationOutcome: the only place that does. */
@Interceptor
public final class OutcomeInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeInterceptor.class);
    private static final CasebookException CLIENT_GONE =
            new CasebookException(ErrorCategory.INVALID, "The client closed the connection.");
    private final ResponseWriter writer;

    OutcomeInterceptor(ResponseWriter writer) {
        this.writer = writer;
    }

    /** HAPI asks for one of its own exceptions; ours travels inside. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException wrap(Throwable thrown) {
        return new Thrown(casebookException(thrown));
    }

    /** Writes the outcome; false tells HAPI that nothing is left to do. */
    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    public boolean render(
            RequestDetails details,
            BaseServerResponseException wrapped,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        CasebookException thrown = casebookException(wrapped);
        if (thrown == CLIENT_GONE) {
            return false;
        }
        if (response.isCommitted()) {
            // The status is on its way already: cutting the connection is the only honest signal left.
            throw new IOException("answer broken off: " + thrown.getMessage(), thrown);
        }
        FhirRequest fhirRequest = ((FhirRequestDetails) details).fhirRequestOrNull();
        writer.writeOutcome(request, response, fhirRequest, thrown);
        return false;
    }

    static CasebookException casebookException(Throwable thrown) {
        if (thrown instanceof Thrown wrapped) {
            return wrapped.exception;
        }
        if (thrown instanceof CasebookException exception) {
            return exception;
        }
        if (thrown instanceof BaseServerResponseException hapi && hapi.getStatusCode() < 500) {
            return ofHapi(hapi);
        }
        if (thrown instanceof EofException) {
            // The client has gone: nobody is left to answer, and nothing is wrong here.
            LOG.debug("The client closed the connection before it had its answer");
            return CLIENT_GONE;
        }
        String id = UUID.randomUUID().toString();
        LOG.error("Fault {}", id, BareTrace.of(thrown));
        String text = "The server failed at this request; its log has the reason under id " + id + ".";
        return new CasebookException(ErrorCategory.FAULT, List.of(Issue.fatal(IssueType.EXCEPTION, text)), thrown);
    }

    private static CasebookException ofHapi(BaseServerResponseException hapi) {
        for (ErrorCategory category : ErrorCategory.values()) {
            if (category.status() == hapi.getStatusCode()) {
                return new CasebookException(category, String.valueOf(hapi.getMessage()));
            }
        }
        return new CasebookException(ErrorCategory.INVALID, String.valueOf(hapi.getMessage()));
    }

    /** Ours in HAPI's clothes. */
    private static final class Thrown extends BaseServerResponseException {
        private static final long serialVersionUID = 1L;
        private final transient CasebookException exception;

        Thrown(CasebookException exception) {
            super(exception.category().status(), exception.getMessage(), exception);
            this.exception = exception;
        }
    }
}
