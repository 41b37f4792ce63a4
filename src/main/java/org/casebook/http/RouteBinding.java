package org.casebook.http;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IRestfulServer;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.MethodMatchEnum;
import java.io.IOException;
import java.lang.reflect.Method;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The one binding that HAPI invokes: the router finds the handler, the writer writes what it answers. */
final class RouteBinding extends BaseMethodBinding {
    private static final Logger LOG = LoggerFactory.getLogger(RouteBinding.class);
    private static final String NOWHERE = "[unknown]";
    private static final int FAULT = 500;
    private final Router router;
    private final ResponseWriter writer;
    private final RequestLimits limits;
    private final RequestMetrics metrics;

    RouteBinding(
            FhirContext context, Router router, ResponseWriter writer, RequestLimits limits, RequestMetrics metrics) {
        super(routeMethod(), context, router);
        this.router = router;
        this.writer = writer;
        this.limits = limits;
        this.metrics = metrics;
    }

    @Override
    public @Nullable Object invokeServer(IRestfulServer<?> server, RequestDetails requestDetails) throws IOException {
        FhirRequestDetails details = (FhirRequestDetails) requestDetails;
        FhirRequest sent = details.fhirRequest();
        FhirRequest request = sent;
        long started = System.nanoTime();
        String shape = NOWHERE;
        int status = FAULT;
        MDC.put("requestId", details.getRequestId());
        try (Admission.Share share = details.share()) {
            limits.admission().requireHeap();
            // The form of a search says how the answer is to look, too: its body is read twice.
            request = Form.isSent(sent) ? sent.withBody(sent.body().get()) : sent;
            // An answer that could not be rendered must be refused before anything is done.
            Presentation presentation = BinaryContent.isWanted(request) || TimelineProvider.isPicture(request)
                    ? Presentation.STORED
                    : Presentation.of(request);
            Handler handler = router.route(request);
            shape = request.path().shape();
            FhirRequest asked = request;
            FhirResponse answer = limits.work().within(() -> answer(asked, handler));
            status = answer.status();
            writer.write(request, presentation, answer, details.getServletResponse());
        } catch (CasebookException e) {
            status = e.category().status();
            throw SentPlaces.in(request, e);
        } catch (OutOfMemoryError e) {
            // What the request held is garbage now; others need not suffer.
            LOG.error("Out of memory at {} /{}", request.method(), shape);
            status = ErrorCategory.BUSY.status();
            throw new CasebookException(
                    ErrorCategory.BUSY,
                    "The server ran out of memory at this request. Send less at a time or later; look first whether a write"
                            + " was carried out.");
        } finally {
            metrics.answered(request.method(), shape, status, System.nanoTime() - started);
            MDC.remove("requestId");
        }
        return null;
    }

    private FhirResponse answer(FhirRequest request, Handler handler) {
        return AsyncProvider.isWanted(request) ? router.asynchronous().kickOff(request) : handler.handle(request);
    }

    @Override
    public @Nullable String getResourceName() {
        return null;
    }

    @Override
    public RestOperationTypeEnum getRestOperationType() {
        return RestOperationTypeEnum.EXTENDED_OPERATION_SERVER;
    }

    @Override
    public RestOperationTypeEnum getRestOperationType(RequestDetails details) {
        return getRestOperationType();
    }

    @Override
    public MethodMatchEnum incomingServerRequestMatchesMethod(RequestDetails details) {
        return MethodMatchEnum.EXACT;
    }

    /** HAPI wants a method to describe the binding by; it never invokes it, since invokeServer is ours. */
    private static Method routeMethod() {
        try {
            return RouteBinding.class.getMethod("getResourceName");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
