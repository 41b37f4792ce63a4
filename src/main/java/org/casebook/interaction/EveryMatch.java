package org.casebook.interaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.casebook.search.Search;
import org.casebook.search.SearchEntry;
import org.casebook.search.SearchRequest;
import org.casebook.search.SearchResult;
import org.casebook.store.ReadSession;
import org.casebook.store.StoredResource;

/** All matches of a search, page after page, in one state of the store. */
final class EveryMatch {
    private final Search search;

    EveryMatch(Search search) {
        this.search = search;
    }

    void each(ReadSession session, SearchRequest first, Consumer<StoredResource> consumer) {
        Optional<SearchRequest> request = Optional.of(first);
        while (request.isPresent()) {
            SearchResult page = search.run(session, request.get());
            for (SearchEntry entry : page.entries()) {
                if (entry.mode() == SearchEntry.Mode.MATCH) {
                    consumer.accept(entry.resource());
                }
            }
            SearchRequest asked = request.get();
            request = page.links().stream()
                    .filter(link -> link.relation().equals("next"))
                    .findFirst()
                    .map(link -> following(asked, link.url()));
        }
    }

    private static SearchRequest following(SearchRequest request, String url) {
        List<SearchRequest.Parameter> parameters = new ArrayList<>();
        String query = url.substring(url.indexOf('?') + 1);
        for (Criteria.Parameter parameter : new Criteria(String.valueOf(request.type()), query).parameters()) {
            parameters.add(new SearchRequest.Parameter(parameter.name(), parameter.value()));
        }
        return new SearchRequest(request.base(), request.type(), request.compartment(), parameters, request.lenient());
    }
}
