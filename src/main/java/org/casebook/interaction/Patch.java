package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.Link;
import org.casebook.fhir.Links;
import org.casebook.fhir.ResourceKey;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.interaction.patch.PatchDocument;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/** R4 section 3.1.0.6: a new version that is the current one with some changes; it is checked like any write. */
public final class Patch {
    private final ResourceStore store;
    private final WriteRules rules;
    private final ConditionalTarget target;

    public Patch(ResourceStore store, WriteRules rules, ConditionalTarget target) {
        this.store = store;
        this.rules = rules;
        this.target = target;
    }

    public Written run(ResourceKey key, PatchDocument patch, Preconditions preconditions) {
        return store.write(unit -> patch(unit, key, patch, preconditions));
    }

    /** R4 section 3.1.0.6.1: 404 if nothing matches, 412 if several do. */
    public Written run(Criteria criteria, PatchDocument patch, Preconditions preconditions) {
        return store.write(unit -> {
            ResourceKey key = target.one(unit, criteria).orElseThrow(() -> nothingMatches(criteria));
            return patch(unit, key, patch, preconditions);
        });
    }

    public static CasebookException nothingMatches(Criteria criteria) {
        return new CasebookException(
                ErrorCategory.NOT_FOUND, criteria + " matches nothing; there is nothing to patch.");
    }

    private Written patch(UnitOfWork unit, ResourceKey key, PatchDocument patch, Preconditions preconditions) {
        rules.requireIfMatch(key, true, preconditions);
        Written written = within(unit, rules, key, patch, preconditions);
        ObjectNode after = Json.stored(written.stored().content());
        rules.integrity().requireTargets(unit, Links.of(after), key);
        return written;
    }

    /** The patch inside a unit of work; whoever calls it checks the references. */
    private static Written within(
            UnitOfWork unit, WriteRules rules, ResourceKey key, PatchDocument patch, Preconditions preconditions) {
        return write(unit, rules, applied(unit, key, patch, preconditions));
    }

    /** A patch that is applied but not written yet. */
    public record Applied(StoredResource current, ObjectNode before, ObjectNode after) {
        /** Where the patch has brought in something that can point to another resource. */
        public List<Link> newLinks() {
            Set<String> known = Links.of(before).stream().map(Link::text).collect(Collectors.toSet());
            return Links.of(after).stream()
                    .filter(link -> !known.contains(link.text()))
                    .toList();
        }
    }

    /** What the patch makes of the current version. */
    public static Applied applied(UnitOfWork unit, ResourceKey key, PatchDocument patch, Preconditions preconditions) {
        StoredResource current = current(unit, key, preconditions);
        ObjectNode before = Json.stored(current.content());
        return new Applied(current, before, apply(patch, key, before));
    }

    /** Writes what a patch has made, once its references are what they shall be; whoever calls it checks them. */
    public static Written write(UnitOfWork unit, WriteRules rules, Applied applied) {
        List<Issue> issues = rules.check(applied.after());
        return Put.replace(unit, applied.current(), applied.before(), applied.after(), issues);
    }

    static StoredResource current(UnitOfWork unit, ResourceKey key, Preconditions preconditions) {
        StoredResource current = unit.current(key).orElseThrow(() -> Read.unknown(key));
        preconditions.require(key, unit.current(key));
        if (current.deleted()) {
            throw Read.gone(current);
        }
        return current;
    }

    /** The patched resource; 422 if it is not R4 any more, or is another resource. */
    static ObjectNode apply(PatchDocument patch, ResourceKey key, ObjectNode before) {
        ObjectNode after = patch.apply(before);
        String type = after.path("resourceType").asText();
        String id = after.path("id").asText();
        if (!type.equals(key.type()) || !id.equals(key.id())) {
            throw new CasebookException(
                    ErrorCategory.UNPROCESSABLE,
                    IssueType.VALUE,
                    "A patch cannot make " + key + " into " + type + "/" + id + "; the type and the id stay.",
                    key.type() + ".id");
        }
        List<Issue> issues = StructureChecker.check(after);
        if (issues.stream().anyMatch(issue -> issue.severity().isError())) {
            throw new CasebookException(ErrorCategory.UNPROCESSABLE, issues);
        }
        return after;
    }
}
