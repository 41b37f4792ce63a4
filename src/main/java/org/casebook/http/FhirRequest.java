package org.casebook.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.casebook.fhir.ResourceKey;

/**
 * A request as the interactions' translators see it.
 *
 * @param method GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS
 * @param base the address of the FHIR service as this client sees it, without a slash at its end
 * @param parameters the query string's, then (for a form) the body's, in the order sent
 * @param body reads the whole body, once; refuses one that is larger than the server's limit
 */
public record FhirRequest(
        HttpServletRequest servlet,
        HttpServletResponse response,
        String method,
        String base,
        RequestPath path,
        List<Parameter> parameters,
        Prefer prefer,
        Supplier<byte[]> body) {

    /** The first value of a parameter. */
    Optional<String> parameter(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(servlet.getHeader(name)).map(String::trim).filter(v -> !v.isEmpty());
    }

    /** HEAD is a GET whose body is left out. */
    boolean isGet() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** The type and id of the path's first two segments. */
    ResourceKey key() {
        return new ResourceKey(path.at(0), path.at(1));
    }

    /** The format of the answer. */
    Format format() {
        return Format.negotiate(parameter("_format").orElse(null), servlet.getHeader("Accept"));
    }

    /** The same request with a form's parameters behind those of the query string. */
    FhirRequest withForm(List<Parameter> form) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(form);
        return new FhirRequest(servlet, response, method, base, path, all, prefer, body);
    }

    /** The address of a resource on this server. */
    String url(ResourceKey key) {
        return base + "/" + key;
    }
}
