package org.casebook.http;

import org.casebook.interaction.History;
import org.casebook.interaction.HistoryRequest;

/** History of an instance, a type and the system. */
public final class HistoryProvider {
    private final History history;

    public HistoryProvider(History history) {
        this.history = history;
    }

    FhirResponse instance(FhirRequest request) {
        return FhirResponse.ok(new FhirResponse.Bundled(history.ofInstance(request.key(), parameters(request))));
    }

    FhirResponse type(FhirRequest request) {
        return FhirResponse.ok(
                new FhirResponse.Bundled(history.ofType(request.path().at(0), parameters(request))));
    }

    FhirResponse system(FhirRequest request) {
        return FhirResponse.ok(new FhirResponse.Bundled(history.ofSystem(parameters(request))));
    }

    private static HistoryRequest parameters(FhirRequest request) {
        return new HistoryRequest(
                request.base(),
                request.path().toString(),
                request.parameters().stream()
                        .map(p -> new HistoryRequest.Parameter(p.name(), p.value()))
                        .toList());
    }
}
