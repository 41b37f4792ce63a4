package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.search.LabelIndex;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/**
 * {@code $meta}, {@code $meta-add} and {@code $meta-delete} (R4 Resource operations): the profiles, tags and security
 * labels of a resource, a type or the whole server. Adding and deleting make a new version, so that history shows who
 * labelled what.
 */
public final class Meta {
    private static final List<String> CODINGS = List.of("security", "tag");
    private final ResourceStore store;
    private final LabelIndex labels;

    public Meta(ResourceStore store, LabelIndex labels) {
        this.store = store;
        this.labels = labels;
    }

    /** Of the current version. */
    public ObjectNode of(ResourceKey key) {
        return answer(metaOf(new Read(store).run(key)));
    }

    /** Of one version. */
    public ObjectNode of(ResourceKey key, String version) {
        return answer(metaOf(new VRead(store).run(key, version)));
    }

    /** All that are in use in a type, as the index has them; in every type if it is empty. */
    public ObjectNode ofAll(String type) {
        List<String> types = type.isEmpty() ? Definitions.r4().resourceTypes() : List.of(type);
        ObjectNode all = Json.object();
        store.read(session -> {
            types.forEach(name -> collect(session, name, all));
            return all;
        });
        return answer(all);
    }

    private void collect(ReadSession session, String type, ObjectNode all) {
        session.byPids(labels.examples(session, type)).forEach(stored -> add(all, metaOf(stored)));
    }

    /** Adds what is not there; the resource's meta afterwards. */
    public ObjectNode add(ResourceKey key, ObjectNode parameters) {
        JsonNode added = sent(parameters);
        return change(key, meta -> add(meta, added));
    }

    /** Takes away what is there; the resource's meta afterwards. */
    public ObjectNode delete(ResourceKey key, ObjectNode parameters) {
        JsonNode deleted = sent(parameters);
        return change(key, meta -> delete(meta, deleted));
    }

    private ObjectNode change(ResourceKey key, java.util.function.Consumer<ObjectNode> change) {
        StoredResource stored = store.write(unit -> changed(unit, key, change));
        return answer(metaOf(stored));
    }

    private static StoredResource changed(
            UnitOfWork unit, ResourceKey key, java.util.function.Consumer<ObjectNode> change) {
        StoredResource current = Patch.current(unit, key, Preconditions.NONE);
        ObjectNode before = Json.stored(current.content());
        ObjectNode meta = before.path("meta") instanceof ObjectNode there ? there.deepCopy() : Json.object();
        change.accept(meta);
        return Put.replace(unit, current, before, MetaRules.withMeta(before, meta), List.of())
                .stored();
    }

    private static void add(ObjectNode meta, JsonNode added) {
        for (JsonNode profile : added.path("profile")) {
            boolean there = Json.texts(meta.path("profile")).contains(profile.asText());
            if (!there) {
                meta.withArray("profile").add(profile);
            }
        }
        for (String name : CODINGS) {
            added.path(name).forEach(coding -> MetaRules.addCoding(meta, name, coding));
        }
    }

    private static void delete(ObjectNode meta, JsonNode deleted) {
        List<String> profiles = Json.texts(deleted.path("profile"));
        keep(meta, "profile", profile -> !profiles.contains(profile.asText()));
        for (String name : CODINGS) {
            keep(meta, name, coding -> !contains(deleted.path(name), coding));
        }
    }

    private static boolean contains(JsonNode codings, JsonNode coding) {
        for (JsonNode other : codings) {
            if (MetaRules.sameCoding(other, coding)) {
                return true;
            }
        }
        return false;
    }

    private static void keep(ObjectNode meta, String name, java.util.function.Predicate<JsonNode> kept) {
        ArrayNode left = Json.NODES.arrayNode();
        meta.path(name).forEach(node -> {
            if (kept.test(node)) {
                left.add(node);
            }
        });
        if (left.isEmpty()) {
            meta.remove(name);
        } else {
            meta.set(name, left);
        }
    }

    private static ObjectNode metaOf(StoredResource stored) {
        return Json.stored(stored.content()).path("meta") instanceof ObjectNode meta ? meta : Json.object();
    }

    private static JsonNode sent(ObjectNode parameters) {
        Optional<JsonNode> meta = Parameters.find(parameters, "meta").map(p -> p.path("valueMeta"));
        return meta.filter(JsonNode::isObject).orElseThrow(() -> Parameters.missing("meta", "valueMeta"));
    }

    private static ObjectNode answer(ObjectNode meta) {
        ObjectNode answer = Json.object().put("resourceType", "Parameters");
        answer.putArray("parameter").addObject().put("name", "return").set("valueMeta", meta);
        return answer;
    }
}
