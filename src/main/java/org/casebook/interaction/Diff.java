package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.patch.ResourceDiff;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/** {@code $diff}: what changed between two versions, or between two resources of a type, as a FHIRPath Patch. */
public final class Diff {
    private final ResourceStore store;

    public Diff(ResourceStore store) {
        this.store = store;
    }

    /**
     * What changed from a version to another.
     *
     * @param from a version; null for the one before
     * @param to a version; null for the current one
     * @param meta whether to tell of meta.versionId and meta.lastUpdated, in which any two versions differ
     */
    public ObjectNode ofVersions(ResourceKey key, @Nullable String from, @Nullable String to, boolean meta) {
        return store.read(session -> {
            StoredResource later =
                    to == null ? session.current(key).orElseThrow(() -> Read.unknown(key)) : version(session, key, to);
            StoredResource earlier = from == null ? before(session, later) : version(session, key, from);
            return between(earlier, later, meta);
        });
    }

    /** What makes the first resource the second; each is named by its type and id, with a version if it is not the current one. */
    public ObjectNode ofResources(String from, String to, boolean meta) {
        return store.read(session -> between(named(session, "from", from), named(session, "to", to), meta));
    }

    private static ObjectNode between(StoredResource from, StoredResource to, boolean meta) {
        if (!from.key().type().equals(to.key().type())) {
            throw invalid("Only resources of one type can be compared; found a "
                    + from.key().type() + " and a " + to.key().type() + ".");
        }
        return ResourceDiff.between(content(from, meta), content(to, meta));
    }

    private static ObjectNode content(StoredResource stored, boolean meta) {
        if (stored.deleted()) {
            throw Read.gone(stored);
        }
        ObjectNode content = Json.stored(stored.content());
        if (!meta && content.path("meta") instanceof ObjectNode labels) {
            labels.remove(List.of("versionId", "lastUpdated"));
            if (labels.isEmpty()) {
                content.remove("meta");
            }
        }
        return content;
    }

    private static StoredResource before(ReadSession session, StoredResource later) {
        for (long version = later.version() - 1; version > 0; version--) {
            var found = session.version(later.key(), version).filter(v -> !v.deleted());
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new CasebookException(
                ErrorCategory.NOT_FOUND,
                later.key() + " has no version before " + later.version() + " to compare with.");
    }

    private static StoredResource named(ReadSession session, String name, String reference) {
        ResourceKey key = LocalReference.parse(reference, "")
                .orElseThrow(() -> invalid(
                        "'" + name + "' must name a resource, such as Patient/1 or Patient/1/_history/2; found '"
                                + reference + "'."));
        int history = reference.indexOf("/_history/");
        return history < 0
                ? session.current(key).orElseThrow(() -> Read.unknown(key))
                : version(session, key, reference.substring(history + "/_history/".length()));
    }

    private static StoredResource version(ReadSession session, ResourceKey key, String version) {
        String number = version.substring(version.lastIndexOf('/') + 1);
        return session.version(key, VRead.number(key, number)).orElseThrow(() -> VRead.unknown(key, number));
    }

    private static CasebookException invalid(String text) {
        return new CasebookException(ErrorCategory.INVALID, IssueType.VALUE, text);
    }
}
