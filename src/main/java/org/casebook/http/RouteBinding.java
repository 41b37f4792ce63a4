package org.casebook.http;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IRestfulServer;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.MethodMatchEnum;
import java.io.IOException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The one binding that HAPI invokes: the router finds the handler, the writer writes what it answers. */
final class RouteBinding extends BaseMethodBinding {
    private final Router router;
    private final ResponseWriter writer;

    RouteBinding(FhirContext context, Router router, ResponseWriter writer) {
        super(routeMethod(), context, router);
        this.router = router;
        this.writer = writer;
    }

    @Override
    public @Nullable Object invokeServer(IRestfulServer<?> server, RequestDetails details) throws IOException {
        FhirRequest request = ((FhirRequestDetails) details).fhirRequest();
        // An answer that could not be rendered must be refused before anything is done.
        Presentation presentation = Presentation.of(request);
        writer.write(request, presentation, router.route(request).handle(request));
        return null;
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

    /** HAPI describes every binding by a method of its provider. */
    private static Method routeMethod() {
        try {
            return Router.class.getMethod("describe", RequestDetails.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
