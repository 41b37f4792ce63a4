package org.casebook.http;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Nearest;
import org.casebook.http.Operation.Level;

/**
 * Finds the handler of a request from its method and the shape of its path (R4 section 3.1.0, Style Guide).
 */
public final class Router {
    private final Set<String> types;
    private final SystemProvider system;
    private final ResourceProvider resources;
    private final Providers providers;
    private final List<Operation> operations;

    public Router(Set<String> types, Providers providers, List<Operation> operations) {
        this.types = types;
        this.providers = providers;
        this.system = providers.system();
        this.resources = providers.resources();
        this.operations = List.copyOf(operations);
    }

    /** Stands for every route in HAPI's descriptions of its bindings. */
    public void describe(RequestDetails details) {
        throw new UnsupportedOperationException("routes are found by route()");
    }

    Handler route(FhirRequest request) {
        RequestPath path = request.path();
        if (path.length() == 0) {
            return byMethod(
                    request,
                    Map.of(
                            "GET", providers.searches()::system,
                            "OPTIONS", system::capabilities,
                            "POST", r -> providers.bundles().bundle(r, this)));
        }
        String first = path.at(0);
        if (path.isOperationAt(0) && path.length() == 1) {
            return operation(request, Level.SYSTEM, "", first);
        }
        if (first.startsWith("_") || first.equals("metadata")) {
            return systemRoute(request);
        }
        requireType(first);
        return path.length() == 1 ? typeRoute(request) : belowType(request);
    }

    /** Takes requests that are to be carried out later. */
    AsyncProvider asynchronous() {
        return providers.asynchronous();
    }

    private Handler systemRoute(FhirRequest request) {
        if (request.path().at(0).equals(AsyncProvider.SEGMENT) && request.path().length() == 2) {
            return byMethod(
                    request, "GET", providers.asynchronous()::status, "DELETE", providers.asynchronous()::cancel);
        }
        if (request.path().length() == 1) {
            switch (request.path().at(0)) {
                case "metadata":
                    return byMethod(request, "GET", system::capabilities);
                case "_history":
                    return byMethod(request, "GET", providers.histories()::system);
                case "_search":
                    return searchForm(request, providers.searches()::system);
                default:
                    break;
            }
        }
        throw notFound(request);
    }

    private Handler typeRoute(FhirRequest request) {
        boolean conditional = request.header("If-None-Exist").isPresent();
        return byMethod(
                request,
                Map.of(
                        "GET", providers.searches()::type,
                        "POST", conditional ? providers.conditional()::create : resources::create,
                        "PUT", providers.conditional()::update,
                        "PATCH", providers.patches()::conditional,
                        "DELETE", providers.conditional()::delete));
    }

    private Handler belowType(FhirRequest request) {
        RequestPath path = request.path();
        String second = path.at(1);
        if (path.length() == 2) {
            if (path.isOperationAt(1)) {
                return operation(request, Level.TYPE, path.at(0), second);
            }
            if (second.equals("_history")) {
                return byMethod(request, "GET", providers.histories()::type);
            }
            if (second.equals("_search")) {
                return searchForm(request, providers.searches()::type);
            }
            boolean cascade = ConditionalProvider.cascades(request);
            return byMethod(
                    request,
                    Map.of(
                            "GET", resources::read,
                            "PUT", resources::update,
                            "PATCH", providers.patches()::patch,
                            "DELETE", cascade ? providers.conditional()::cascade : resources::delete));
        }
        return belowInstance(request);
    }

    private Handler belowInstance(FhirRequest request) {
        RequestPath path = request.path();
        String third = path.at(2);
        if (third.equals("_history")) {
            switch (path.length()) {
                case 3:
                    return byMethod(request, "GET", providers.histories()::instance);
                case 4:
                    return byMethod(request, "GET", resources::vread);
                case 5:
                    return path.isOperationAt(4)
                            ? operation(request, Level.INSTANCE, path.at(0), path.at(4))
                            : unknown(request);
                default:
                    return unknown(request);
            }
        }
        if (path.length() == 3 && path.isOperationAt(2)) {
            return operation(request, Level.INSTANCE, path.at(0), third);
        }
        if (third.equals("*") || types.contains(third)) {
            if (path.length() == 3) {
                return byMethod(request, "GET", providers.searches()::compartment);
            }
            if (path.length() == 4 && path.at(3).equals("_search")) {
                return searchForm(request, providers.searches()::compartment);
            }
        }
        return unknown(request);
    }

    /** {@code _search}: by POST with the parameters in a form, some of them in the URL; by GET as without it. */
    private static Handler searchForm(FhirRequest request, Handler search) {
        return byMethod(request, Map.of("GET", search, "POST", r -> search.handle(Form.of(r))));
    }

    private Handler operation(FhirRequest request, Level level, String type, String segment) {
        String name = segment.substring(1);
        List<Operation> named =
                operations.stream().filter(o -> o.name().equals(name)).toList();
        if (named.isEmpty()) {
            List<String> known = operations.stream().map(Operation::name).toList();
            throw new CasebookException(
                    ErrorCategory.NOT_FOUND, "There is no operation " + segment + Nearest.hint(name, known));
        }
        Operation operation = named.stream()
                .filter(o -> o.isFor(level, type))
                .findFirst()
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.NOT_FOUND,
                        segment + " cannot be called at " + request.path()
                                + "; the CapabilityStatement says where it can."));
        return operation.affectsState()
                ? byMethod(request, "POST", operation.handler())
                : byMethod(request, "GET", operation.handler(), "POST", operation.handler());
    }

    private void requireType(String type) {
        if (!types.contains(type)) {
            throw new CasebookException(
                    ErrorCategory.NOT_FOUND,
                    "There is no resource type '" + type + "' in FHIR R4" + Nearest.hint(type, types));
        }
    }

    private static Handler byMethod(FhirRequest request, String method, Handler handler) {
        return byMethod(request, Map.of(method, handler));
    }

    private static Handler byMethod(FhirRequest request, String m1, Handler h1, String m2, Handler h2) {
        return byMethod(request, Map.of(m1, h1, m2, h2));
    }

    private static Handler byMethod(FhirRequest request, Map<String, Handler> handlers) {
        Handler handler = handlers.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (handler == null) {
            Set<String> allowed = new TreeSet<>(handlers.keySet());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            throw new MethodNotAllowed(request.method(), request.path(), String.join(", ", allowed));
        }
        return handler;
    }

    private static Handler unknown(FhirRequest request) {
        throw notFound(request);
    }

    private static CasebookException notFound(FhirRequest request) {
        return new CasebookException(
                ErrorCategory.NOT_FOUND, "There is nothing at /" + request.path() + " on a FHIR server.");
    }
}
