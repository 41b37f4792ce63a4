package org.casebook.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hits of all searched types as one result: one type after the other, or merged when a sort was asked for. */
final class Pages {
    private final ParsedSearch search;
    private final List<TypePlan> plans;

    /** A hit and which of the searched types it is of. */
    record Hit(int target, Found found) {}

    Pages(Drivers drivers, ParsedSearch search) {
        this.search = search;
        this.plans = search.targets().stream()
                .map(t -> new TypePlan(drivers, t.type(), t.contained(), t.criteria()))
                .toList();
    }

    /** The hits that follow in the direction of the token, at most so many. */
    List<Hit> part(PageToken token, int limit) {
        return search.sorted() && search.multiple() ? merged(token, limit) : inTurn(token, limit);
    }

    private List<Hit> inTurn(PageToken token, int limit) {
        List<Hit> hits = new ArrayList<>();
        int step = token.backward() ? -1 : 1;
        int target = token.from() != null ? token.target() : token.backward() ? plans.size() - 1 : 0;
        @Nullable Found from = token.from();
        while (target >= 0 && target < plans.size() && hits.size() < limit) {
            Cut cut = new Cut(from, token.backward(), limit - hits.size());
            for (Found found :
                    plans.get(target).part(search.targets().get(target).order(), cut)) {
                hits.add(new Hit(target, found));
            }
            from = null;
            target += step;
        }
        return hits;
    }

    private List<Hit> merged(PageToken token, int limit) {
        List<Hit> hits = new ArrayList<>();
        for (int target = 0; target < plans.size(); target++) {
            Cut cut = new Cut(token.from(), token.backward(), limit);
            for (Found found :
                    plans.get(target).part(search.targets().get(target).order(), cut)) {
                hits.add(new Hit(target, found));
            }
        }
        Comparator<Found> order = search.targets().get(0).order().comparator();
        hits.sort(Comparator.comparing(Hit::found, token.backward() ? order.reversed() : order));
        return hits.size() > limit ? hits.subList(0, limit) : hits;
    }

    long count() {
        return plans.stream().mapToLong(TypePlan::count).sum();
    }
}
