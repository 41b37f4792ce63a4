package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Written.Effect;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/** R4 section 3.1.0.4: a new version of a resource, or a new resource under the client's id. */
public final class Update {
    private final ResourceStore store;
    private final List<WriteCheck> checks;

    public Update(ResourceStore store, List<WriteCheck> checks) {
        this.store = store;
        this.checks = List.copyOf(checks);
    }

    /**
     * @param resource its structure checked; must carry the id of the key
     */
    public Written run(ResourceKey key, ObjectNode resource, Preconditions preconditions) {
        requireSameId(key, resource);
        List<Issue> issues = WriteCheck.runAll(checks, resource);
        return store.write(unit -> put(unit, key, resource, preconditions, issues));
    }

    private static Written put(
            UnitOfWork unit, ResourceKey key, ObjectNode resource, Preconditions preconditions, List<Issue> issues) {
        Optional<StoredResource> current = unit.current(key);
        preconditions.require(key, current);
        if (current.isEmpty() || current.get().deleted()) {
            return new Written(unit.put(key, resource, Method.PUT), Effect.CREATED, issues);
        }
        if (same(Json.stored(current.get().content()), resource)) {
            return new Written(current.get(), Effect.UNCHANGED, issues);
        }
        return new Written(unit.put(key, resource, Method.PUT), Effect.UPDATED, issues);
    }

    /** Whether two versions differ in nothing but the parts of meta that the server writes. */
    static boolean same(ObjectNode left, ObjectNode right) {
        return withoutServerMeta(left).equals(withoutServerMeta(right));
    }

    private static ObjectNode withoutServerMeta(ObjectNode resource) {
        ObjectNode copy = Json.object();
        resource.fields().forEachRemaining(field -> copy.set(field.getKey(), field.getValue()));
        JsonNode meta = copy.get("meta");
        if (meta instanceof ObjectNode object) {
            ObjectNode rest = object.deepCopy();
            rest.remove(List.of("versionId", "lastUpdated"));
            if (rest.isEmpty()) {
                copy.remove("meta");
            } else {
                copy.set("meta", rest);
            }
        }
        return copy;
    }

    private static void requireSameId(ResourceKey key, ObjectNode resource) {
        JsonNode id = resource.path("id");
        if (!id.asText("").equals(key.id())) {
            String found = id.isMissingNode() ? "has no id" : "has the id '" + id.asText() + "'";
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.VALUE,
                    "The URL names " + key + " but the resource " + found + "; send it with the id '" + key.id() + "'.",
                    key.type() + ".id");
        }
    }
}
