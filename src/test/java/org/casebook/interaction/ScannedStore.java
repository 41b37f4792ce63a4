package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.fhir.Links;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.bundle.Batch;
import org.casebook.interaction.bundle.Bundles;
import org.casebook.interaction.bundle.Transaction;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.TestDatabase;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/**
 * A real store whose searches look at every resource: they know {@code identifier}, {@code active} and {@code gender}
 * only, so that the tests of interactions depend on no index.
 */
public final class ScannedStore implements AutoCloseable {
    public final ResourceStore store;
    public final WriteRules rules =
            new WriteRules(List.of(), ReferentialIntegrity.enforce(ScannedStore::referrers), false);
    public final ConditionalTarget target = new ConditionalTarget(ScannedStore::matches);

    public ScannedStore(TestDatabase kind, Path folder) {
        store = ResourceStore.open(Database.open(kind.create(folder)), (session, changes) -> {});
    }

    public Create create() {
        return new Create(store, rules, target);
    }

    public Update update() {
        return new Update(store, rules, target);
    }

    public Patch patch() {
        return new Patch(store, rules, target);
    }

    public Delete delete(int matches, int cascade) {
        return new Delete(
                store, rules.integrity(), ScannedStore::referrers, target, new Delete.Limits(matches, cascade));
    }

    public Bundles bundles() {
        return new Bundles(new Batch(), new Transaction(store, rules, target, 10));
    }

    public ObjectNode read(ResourceKey key) {
        return Json.stored(new Read(store).run(key).content());
    }

    public List<ResourceKey> all(String type) {
        return store.read(session ->
                living(session, type).stream().map(StoredResource::key).toList());
    }

    private static List<ResourceKey> matches(ReadSession session, Criteria criteria, int limit) {
        Predicate<ObjectNode> all = resource -> true;
        for (String parameter : criteria.query().split("&")) {
            String[] parts = parameter.split("=", 2);
            String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            all = all.and(resource -> has(resource, parts[0], value));
        }
        Predicate<ObjectNode> matching = all;
        return living(session, criteria.type()).stream()
                .filter(stored -> matching.test(Json.stored(stored.content())))
                .map(StoredResource::key)
                .limit(limit)
                .toList();
    }

    private static boolean has(ObjectNode resource, String name, String value) {
        if (!name.equals("identifier")) {
            return resource.path(name).asText().equals(value);
        }
        for (JsonNode identifier : resource.path("identifier")) {
            String token = identifier.path("system").asText() + "|"
                    + identifier.path("value").asText();
            if (token.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static List<ResourceKey> referrers(ReadSession session, ResourceKey target, int limit) {
        List<ResourceKey> found = new ArrayList<>();
        for (String type : List.of("Patient", "Observation", "Encounter", "Condition", "Provenance", "List")) {
            for (StoredResource stored : living(session, type)) {
                boolean points = Links.of(Json.stored(stored.content())).stream()
                        .anyMatch(link -> LocalReference.parse(link.text(), "")
                                .filter(target::equals)
                                .isPresent());
                if (points && !stored.key().equals(target) && found.size() < limit) {
                    found.add(stored.key());
                }
            }
        }
        return found;
    }

    private static List<StoredResource> living(ReadSession session, String type) {
        return Definitions.r4().isResourceType(type) ? session.ofType(type, Long.MIN_VALUE, 100_000) : List.of();
    }

    /** JSON with single quotes. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
