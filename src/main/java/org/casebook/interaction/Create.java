package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.casebook.error.Issue;
import org.casebook.fhir.Link;
import org.casebook.fhir.Links;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Written.Effect;
import org.casebook.store.ResourceStore;
import org.casebook.store.UnitOfWork;

/** R4 section 3.1.0.8: a new resource under an id of the server's own, always or only if none matches. */
public final class Create {
    private final ResourceStore store;
    private final WriteRules rules;
    private final ConditionalTarget target;

    public Create(ResourceStore store, WriteRules rules, ConditionalTarget target) {
        this.store = store;
        this.rules = rules;
        this.target = target;
    }

    /**
     * @param resource of this type, its structure checked; an id in it is ignored, as R4 says
     */
    public Written run(String type, ObjectNode resource) {
        List<Issue> issues = rules.check(resource);
        List<Link> links = Links.of(resource);
        return store.write(unit -> create(unit, type, resource, links, issues));
    }

    /**
     * R4 section 3.1.0.8.1: the resource is created if nothing matches; the one match is answered as it is; several are
     * refused with 412.
     */
    public Written run(ObjectNode resource, Criteria criteria) {
        List<Issue> issues = rules.check(resource);
        List<Link> links = Links.of(resource);
        return store.write(unit -> {
            Optional<ResourceKey> match = target.one(unit, criteria);
            return match.isPresent()
                    ? new Written(unit.current(match.get()).orElseThrow(), Effect.UNCHANGED, issues)
                    : create(unit, criteria.type(), resource, links, issues);
        });
    }

    private Written create(UnitOfWork unit, String type, ObjectNode resource, List<Link> links, List<Issue> issues) {
        ResourceKey key = new ResourceKey(type, unit.newId());
        rules.integrity().requireTargets(unit, links, key);
        return Put.create(unit, key, resource, issues);
    }
}
