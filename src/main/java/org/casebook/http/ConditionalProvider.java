package org.casebook.http;

import java.util.List;
import org.casebook.error.Issue;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Create;
import org.casebook.interaction.Criteria;
import org.casebook.interaction.Delete;
import org.casebook.interaction.Update;
import org.casebook.store.StoredResource;

/** The interactions that depend on a search: conditional create, update and delete, and deletes that cascade. */
public final class ConditionalProvider {
    private final Create create;
    private final Update update;
    private final Delete delete;

    public ConditionalProvider(Create create, Update update, Delete delete) {
        this.create = create;
        this.update = update;
        this.delete = delete;
    }

    FhirResponse create(FhirRequest request) {
        String type = request.path().at(0);
        Criteria criteria =
                Criteria.ofHeader(type, request.header("If-None-Exist").orElseThrow());
        return ResourceProvider.written(request, create.run(ResourceBody.read(request, type), criteria));
    }

    FhirResponse update(FhirRequest request) {
        Criteria criteria = criteria(request);
        return ResourceProvider.written(
                request,
                update.run(
                        criteria,
                        ResourceBody.read(request, criteria.type()),
                        ResourceProvider.preconditions(request)));
    }

    FhirResponse delete(FhirRequest request) {
        return deleted(delete.run(criteria(request), cascades(request)));
    }

    FhirResponse cascade(FhirRequest request) {
        ResourceKey key = request.key();
        return deleted(delete.cascade(key, ResourceProvider.preconditions(request)));
    }

    /** {@code _cascade=delete}, or the header that HAPI's clients send. */
    static boolean cascades(FhirRequest request) {
        return request.parameter("_cascade").or(() -> request.header("X-Cascade")).stream()
                .anyMatch(value -> value.startsWith("delete"));
    }

    static Criteria criteria(FhirRequest request) {
        String query = request.query();
        return Criteria.of(request.path().at(0), query == null ? "" : query);
    }

    private static FhirResponse deleted(List<StoredResource> deleted) {
        if (deleted.isEmpty()) {
            return FhirResponse.of(204, new FhirResponse.Empty());
        }
        List<String> names = deleted.stream().map(d -> d.key().toString()).toList();
        Issue issue = Issue.information("Deleted " + deleted.size() + ": " + String.join(", ", names));
        return FhirResponse.ok(new FhirResponse.Tree(OperationOutcomes.of(List.of(issue))));
    }
}
