package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Written.Effect;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;

/** R4 section 3.1.0.8: a new resource under an id of the server's own. */
public final class Create {
    private final ResourceStore store;
    private final List<WriteCheck> checks;

    public Create(ResourceStore store, List<WriteCheck> checks) {
        this.store = store;
        this.checks = List.copyOf(checks);
    }

    /**
     * @param resource of this type, its structure checked; an id in it is ignored, as R4 says
     */
    public Written run(String type, ObjectNode resource) {
        List<Issue> issues = WriteCheck.runAll(checks, resource);
        return store.write(unit -> {
            ResourceKey key = new ResourceKey(type, unit.newId());
            return new Written(unit.put(key, resource, Method.POST), Effect.CREATED, issues);
        });
    }
}
