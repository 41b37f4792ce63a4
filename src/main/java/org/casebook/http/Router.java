package org.casebook.http;

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
    private final AsyncProvider asynchronous;
    private final List<Operation> operations;
    private final Routes routes;

    public Router(Set<String> types, Providers providers, List<Operation> operations) {
        this.types = types;
        this.asynchronous = providers.asynchronous();
        this.operations = List.copyOf(operations);
        this.routes = new Routes(providers, this);
    }

    Handler route(FhirRequest request) {
        RequestPath path = request.path();
        if (path.isOperationAt(0) && path.length() == 1) {
            return operation(request, Level.SYSTEM, "", path.at(0));
        }
        if (path.length() > 0 && !path.at(0).startsWith("_") && !path.at(0).equals("metadata")) {
            requireType(path.at(0));
            int last = path.length() - 1;
            if (last > 0 && path.isOperationAt(last)) {
                return operationOfType(request, last);
            }
        }
        Shape shape = Shape.of(path, types).orElseThrow(() -> notFound(request));
        return byMethod(request, routes.of(shape));
    }

    /** Takes requests that are to be carried out later. */
    AsyncProvider asynchronous() {
        return asynchronous;
    }

    /** The operations that are wired. */
    List<Operation> operations() {
        return operations;
    }

    /** What may be said of the interactions that are wired. */
    List<Claim> claims(Claim.Level level) {
        return routes.claims(level);
    }

    /** {@code [type]/$x}, {@code [type]/[id]/$x}, {@code [type]/[id]/_history/[version]/$x}. */
    private Handler operationOfType(FhirRequest request, int last) {
        RequestPath path = request.path();
        boolean version = last == 4 && path.at(2).equals("_history");
        if (last > 2 && !version) {
            throw notFound(request);
        }
        return operation(request, last == 1 ? Level.TYPE : Level.INSTANCE, path.at(0), path.at(last));
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
                ? byMethod(request, Map.of("POST", operation.handler()))
                : byMethod(request, Map.of("GET", operation.handler(), "POST", operation.handler()));
    }

    private void requireType(String type) {
        if (!types.contains(type)) {
            throw new CasebookException(
                    ErrorCategory.NOT_FOUND,
                    "There is no resource type '" + type + "' in FHIR R4" + Nearest.hint(type, types));
        }
    }

    private static Handler byMethod(FhirRequest request, Map<String, Handler> handlers) {
        Handler handler = handlers.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (handler != null) {
            return handler;
        }
        String allow = allow(handlers.keySet());
        if (request.method().equals("OPTIONS")) {
            return asked -> FhirResponse.of(204, new FhirResponse.Empty()).with("Allow", allow);
        }
        throw new MethodNotAllowed(request.method(), request.path(), allow);
    }

    /** With what every path answers that answers at all (RFC 9110 section 9.3). */
    private static String allow(Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return String.join(", ", allowed);
    }

    private static CasebookException notFound(FhirRequest request) {
        return new CasebookException(
                ErrorCategory.NOT_FOUND, "There is nothing at /" + request.path() + " on a FHIR server.");
    }
}
