package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Link;
import org.casebook.fhir.Links;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ResourceStore;
import org.casebook.store.UnitOfWork;

/** R4 section 3.1.0.4: a new version of a resource, or a new resource under the client's id. */
public final class Update {
    private final ResourceStore store;
    private final WriteRules rules;
    private final ConditionalTarget target;

    public Update(ResourceStore store, WriteRules rules, ConditionalTarget target) {
        this.store = store;
        this.rules = rules;
        this.target = target;
    }

    /**
     * @param resource its structure checked; must carry the id of the key
     */
    public Written run(ResourceKey key, ObjectNode resource, Preconditions preconditions) {
        requireSameId(key, resource);
        List<Issue> issues = rules.check(resource);
        List<Link> links = Links.of(resource);
        return store.write(unit -> {
            rules.requireIfMatch(key, unit.lives(key), preconditions);
            rules.integrity().requireTargets(unit, links, key);
            return Put.update(unit, key, resource, preconditions, issues);
        });
    }

    /** R4 section 3.1.0.4.3: the resource that is updated is the one that matches. */
    public Written run(Criteria criteria, ObjectNode resource, Preconditions preconditions) {
        List<Issue> issues = rules.check(resource);
        List<Link> links = Links.of(resource);
        return store.write(unit -> {
            ResourceKey key = matched(unit, target.one(unit, criteria), criteria, resource);
            rules.requireIfMatch(key, unit.lives(key), preconditions);
            rules.integrity().requireTargets(unit, links, key);
            return Put.update(unit, key, resource, preconditions, issues);
        });
    }

    /**
     * The resource that a conditional update writes: the match; without one the client's id, if it sent one that is not
     * taken, else a new id. An id that is not the match's is a 400.
     */
    public static ResourceKey matched(
            UnitOfWork unit, Optional<ResourceKey> match, Criteria criteria, ObjectNode resource) {
        String id = resource.path("id").asText();
        if (match.isPresent()) {
            if (!id.isEmpty() && !id.equals(match.get().id())) {
                throw new CasebookException(
                        ErrorCategory.INVALID,
                        IssueType.VALUE,
                        criteria + " matches " + match.get() + " but the resource has the id '" + id
                                + "'; send it with that id or without one.",
                        criteria.type() + ".id");
            }
            return match.get();
        }
        ResourceKey key = new ResourceKey(criteria.type(), id.isEmpty() ? unit.newId() : id);
        if (!id.isEmpty() && unit.lives(key)) {
            throw new CasebookException(
                    ErrorCategory.CONFLICT,
                    IssueType.DUPLICATE,
                    criteria + " matches nothing, but there is a resource " + key
                            + ", which does not match; update it by its id.",
                    criteria.type() + ".id");
        }
        return key;
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
