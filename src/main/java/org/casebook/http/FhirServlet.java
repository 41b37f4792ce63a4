package org.casebook.http;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's RestfulServer with routing of our own: HAPI brings the servlet life cycle, request details, interceptors and
 * error flow; {@link Router} finds the handler. HAPI's own method bindings would be searched per type and method, cannot
 * express system-wide or compartment searches, and cost half a second of reflection at start for 146 types.
 */
public final class FhirServlet extends RestfulServer {
    private static final long serialVersionUID = 1L;
    private static final Pattern GOOD_REQUEST_ID = Pattern.compile("[A-Za-z0-9._:=+/-]{1,64}");
    private static final int REQUEST_ID_LENGTH = 16;
    private static final NoProvider NO_PROVIDER = new NoProvider();
    private final transient RouteBinding binding;
    private final transient BaseAddress baseAddress;
    private final transient BodyReader bodyReader;
    private final transient Admission admission;

    public FhirServlet(
            FhirContext context, Router router, BaseAddress baseAddress, RequestLimits limits, RequestMetrics metrics) {
        super(context);
        ResponseWriter writer = new ResponseWriter();
        this.binding = new RouteBinding(context, router, writer, limits, metrics);
        this.baseAddress = baseAddress;
        this.admission = limits.admission();
        this.bodyReader = new BodyReader(limits.body(), limits.bytesPerSecond(), limits.text());
        registerInterceptor(new OutcomeInterceptor(writer));
        // HAPI would take the query apart a second time, and fail on a broken percent escape.
        setIgnoreServerParsedRequestParameters(false);
    }

    /**
     * Stands in for HAPI's own provider of the CapabilityStatement, which nothing calls: to bind it, HAPI would scan its
     * model classes, a quarter of the CPU time of a start.
     */
    @Override
    public Object getServerConformanceProvider() {
        return NO_PROVIDER;
    }

    @Override
    public void setServerConformanceProvider(Object provider) {}

    /** The client's own where it is one that can be logged and sent back as it is. */
    @Override
    protected String getOrCreateRequestId(HttpServletRequest request) {
        String sent = request.getHeader("X-Request-ID");
        return sent != null && GOOD_REQUEST_ID.matcher(sent).matches() ? sent : newRequestId(REQUEST_ID_LENGTH);
    }

    /** HAPI's own is made from a SecureRandom, for an id that only has to be found again in a log: 4 % of a read. */
    @Override
    protected String newRequestId(int length) {
        StringBuilder id = new StringBuilder(length);
        while (id.length() < length) {
            id.append(Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX));
        }
        return id.substring(0, length);
    }

    @Override
    protected ServletRequestDetails newRequestDetails() {
        return new FhirRequestDetails(bodyReader, admission);
    }

    /** What stands behind the base, still escaped; HAPI's own way fails on paths such as {@code /fhir//}. */
    @Override
    protected String getRequestPath(String fullPath, String contextPath, String servletPath) {
        int start = Math.min(fullPath.length(), contextPath.length() + servletPath.length());
        while (start < fullPath.length() && fullPath.charAt(start) == '/') {
            start++;
        }
        return fullPath.substring(start);
    }

    @Override
    public void populateRequestDetailsFromRequestPath(RequestDetails details, String path) {
        ((FhirRequestDetails) details).populate(path, baseAddress);
    }

    @Override
    public String getServerBaseForRequest(ServletRequestDetails details) {
        return ((FhirRequestDetails) details).fhirRequest().base();
    }

    @Override
    public BaseMethodBinding determineResourceMethod(RequestDetails details, String path) {
        return binding;
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        handleRequest(RequestTypeEnum.OPTIONS, request, response);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        RequestTypeEnum method = knownMethod(request.getMethod());
        if (method == null) {
            // Any of them leads to the router, which answers 405 with the methods that are allowed.
            method = RequestTypeEnum.TRACE;
        }
        handleRequest(method, new UnparsedForm(request), response);
    }

    /** HAPI keeps it for answers that it writes itself. */
    @Override
    protected void addRequestIdToResponse(ServletRequestDetails details, String requestId) {
        details.getServletResponse().setHeader("X-Request-ID", requestId);
    }

    /** HAPI would add the version of every part to each answer; nobody but an attacker wants to know. */
    @Override
    public void addHeadersToResponse(HttpServletResponse response) {}

    private static @Nullable RequestTypeEnum knownMethod(String name) {
        for (RequestTypeEnum method : RequestTypeEnum.values()) {
            if (method.name().equals(name)) {
                return method;
            }
        }
        return null;
    }

    /** A form is read by {@link Form}, within the limits of a body; Jetty must not consume it first. */
    private static final class UnparsedForm extends HttpServletRequestWrapper {
        UnparsedForm(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }
    }

    /** A class, for HAPI looks for methods in the superclasses of a provider below Object. */
    private static final class NoProvider {}
}
