package org.casebook.server;

import java.util.List;
import org.casebook.http.Parameter;
import org.casebook.interaction.ConditionalTarget;
import org.casebook.interaction.Create;
import org.casebook.interaction.Criteria;
import org.casebook.interaction.Delete;
import org.casebook.interaction.Patch;
import org.casebook.interaction.Referrers;
import org.casebook.interaction.Update;
import org.casebook.interaction.WriteRules;
import org.casebook.interaction.bundle.Batch;
import org.casebook.interaction.bundle.Bundles;
import org.casebook.interaction.bundle.Transaction;
import org.casebook.search.Referring;
import org.casebook.search.Search;
import org.casebook.search.SearchRequest;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/** The interactions that write, over one set of rules. */
record Writes(Create create, Update update, Patch patch, Delete delete, Bundles bundles) {
    private static final int DELETES_PER_REQUEST = 1_000;
    private static final int CASCADE_LIMIT = 1_000;

    /**
     * @param base what absolute references to this server start with
     */
    Writes(ResourceStore store, WriteRules rules, Search search, Referring referring, String base) {
        this(
                store,
                rules,
                new ConditionalTarget((session, criteria, limit) ->
                        search.matches(session, base, criteria.type(), parameters(criteria), limit).stream()
                                .map(StoredResource::key)
                                .toList()),
                referring::to);
    }

    private Writes(ResourceStore store, WriteRules rules, ConditionalTarget target, Referrers referrers) {
        this(
                new Create(store, rules, target),
                new Update(store, rules, target),
                new Patch(store, rules, target),
                new Delete(
                        store,
                        rules.integrity(),
                        referrers,
                        target,
                        new Delete.Limits(DELETES_PER_REQUEST, CASCADE_LIMIT)),
                new Bundles(new Batch(), new Transaction(store, rules, target, DELETES_PER_REQUEST)));
    }

    private static List<SearchRequest.Parameter> parameters(Criteria criteria) {
        return Parameter.parse(criteria.query()).stream()
                .map(p -> new SearchRequest.Parameter(p.name(), p.value()))
                .toList();
    }
}
