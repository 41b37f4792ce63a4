package org.casebook.http;

import org.casebook.interaction.Patch;
import org.casebook.interaction.patch.PatchDocument;
import org.casebook.interaction.patch.PatchDocuments;

/** PATCH by id and by search, in the three formats of R4. */
public final class PatchProvider {
    private final Patch patch;

    public PatchProvider(Patch patch) {
        this.patch = patch;
    }

    FhirResponse patch(FhirRequest request) {
        return ResourceProvider.written(
                request, patch.run(request.key(), document(request), ResourceProvider.preconditions(request)));
    }

    FhirResponse conditional(FhirRequest request) {
        return ResourceProvider.written(
                request,
                patch.run(
                        ConditionalProvider.criteria(request),
                        document(request),
                        ResourceProvider.preconditions(request)));
    }

    private static PatchDocument document(FhirRequest request) {
        return PatchDocuments.ofBody(
                request.header("Content-Type").orElse(""), request.body().get());
    }
}
