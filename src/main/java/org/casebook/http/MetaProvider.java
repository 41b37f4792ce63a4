package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Meta;

/** {@code $meta}, {@code $meta-add}, {@code $meta-delete}. */
public final class MetaProvider {
    private static final String DEFINITION = "http://hl7.org/fhir/OperationDefinition/Resource-";
    private final Meta meta;

    public MetaProvider(Meta meta) {
        this.meta = meta;
    }

    public List<Operation> operations() {
        Set<Level> everywhere = Set.of(Level.SYSTEM, Level.TYPE, Level.INSTANCE);
        Set<Level> instance = Set.of(Level.INSTANCE);
        return List.of(
                new Operation("meta", DEFINITION + "meta", everywhere, Set.of(), false, this::get),
                new Operation("meta-add", DEFINITION + "meta-add", instance, Set.of(), true, this::add),
                new Operation("meta-delete", DEFINITION + "meta-delete", instance, Set.of(), true, this::delete));
    }

    private FhirResponse get(FhirRequest request) {
        RequestPath path = request.path();
        return switch (path.length()) {
            case 1 -> tree(meta.ofAll(""));
            case 2 -> tree(meta.ofAll(path.at(0)));
            case 3 -> tree(meta.of(request.key()));
            default -> tree(meta.of(request.key(), path.at(3)));
        };
    }

    private FhirResponse add(FhirRequest request) {
        requireCurrent(request);
        return tree(meta.add(request.key(), ResourceBody.read(request, "Parameters")));
    }

    private FhirResponse delete(FhirRequest request) {
        requireCurrent(request);
        return tree(meta.delete(request.key(), ResourceBody.read(request, "Parameters")));
    }

    private static void requireCurrent(FhirRequest request) {
        if (request.path().length() > 3) {
            throw new CasebookException(
                    ErrorCategory.METHOD_NOT_ALLOWED,
                    "Versions stay as they were; change the labels of " + request.key() + " itself.");
        }
    }

    private static FhirResponse tree(ObjectNode parameters) {
        return FhirResponse.ok(new FhirResponse.Tree(parameters));
    }
}
