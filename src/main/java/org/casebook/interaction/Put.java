package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.casebook.error.Issue;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Written.Effect;
import org.casebook.store.Method;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/** Adds a version inside a unit of work; what create, update, patch and the entries of a transaction have in common. */
public final class Put {
    private Put() {}

    /** A resource under an id of the server's own. */
    public static Written create(UnitOfWork unit, ResourceKey key, ObjectNode resource, List<Issue> issues) {
        return new Written(unit.put(key, resource, Method.POST), Effect.CREATED, issues);
    }

    /** The next version of a resource, or its first; no version if nothing changes. */
    public static Written update(
            UnitOfWork unit, ResourceKey key, ObjectNode resource, Preconditions preconditions, List<Issue> issues) {
        Optional<StoredResource> current = unit.current(key);
        preconditions.require(key, current);
        if (current.isEmpty() || current.get().deleted()) {
            return new Written(unit.put(key, resource, Method.PUT), Effect.CREATED, issues);
        }
        ObjectNode before = Json.stored(current.get().content());
        return next(unit, current.get(), before, MetaRules.carry(before, resource), Method.PUT, issues);
    }

    /** A changed resource as it is, tags and labels too; for patches and the operations on meta. */
    static Written replace(
            UnitOfWork unit, StoredResource current, ObjectNode before, ObjectNode resource, List<Issue> issues) {
        return next(unit, current, before, resource, Method.PATCH, issues);
    }

    private static Written next(
            UnitOfWork unit,
            StoredResource current,
            ObjectNode before,
            ObjectNode resource,
            Method method,
            List<Issue> issues) {
        if (same(before, resource)) {
            return new Written(current, Effect.UNCHANGED, issues);
        }
        return new Written(unit.put(current.key(), resource, method), Effect.UPDATED, issues);
    }

    /** Whether two versions differ in nothing but the parts of meta that the server writes. */
    static boolean same(ObjectNode left, ObjectNode right) {
        return withoutServerMeta(left).equals(withoutServerMeta(right));
    }

    private static ObjectNode withoutServerMeta(ObjectNode resource) {
        ObjectNode copy = Json.object();
        resource.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
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
}
