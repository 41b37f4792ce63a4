package org.casebook.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.casebook.fhir.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * A request as the interactions' translators see it: one that came over HTTP, an entry of a bundle, or one that is
 * carried out later.
 *
 * @param method GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS
 * @param base the address of the FHIR service as this client sees it, without a slash at its end
 * @param query the query string as it was sent
 * @param parameters the query string's, then (for a form) the body's, in the order sent
 * @param body reads the whole body, once
 * @param progress is told how far a request has come that is carried out later; it throws if nobody waits for it any more
 */
public record FhirRequest(
        String method,
        String base,
        RequestPath path,
        @Nullable String query,
        List<Parameter> parameters,
        Headers headers,
        Prefer prefer,
        RequestBody body,
        Consumer<String> progress) {

    /** A request whose client waits for the answer, and so sees no progress. */
    FhirRequest(
            String method,
            String base,
            RequestPath path,
            @Nullable String query,
            List<Parameter> parameters,
            Headers headers,
            Prefer prefer,
            RequestBody body) {
        this(method, base, path, query, parameters, headers, prefer, body, step -> {});
    }

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
        return Optional.ofNullable(headers.get(name)).map(String::trim).filter(v -> !v.isEmpty());
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
        return Format.negotiate(parameter("_format").orElse(null), headers.get("Accept"));
    }

    /** The same request with a form's parameters behind those of the query string. */
    FhirRequest withForm(List<Parameter> form) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(form);
        return new FhirRequest(method, base, path, query, all, headers, prefer, body, progress);
    }

    /** The same request with its body read already. */
    FhirRequest withBody(byte[] read) {
        return new FhirRequest(method, base, path, query, parameters, headers, prefer, () -> read, progress);
    }

    FhirRequest withProgress(Consumer<String> told) {
        return new FhirRequest(method, base, path, query, parameters, headers, prefer, body, told);
    }

    /** The address of a resource on this server. */
    String url(ResourceKey key) {
        return base + "/" + key;
    }
}
