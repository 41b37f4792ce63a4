package org.casebook.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casebook.error.IssueType;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.ParameterKey;
import org.casebook.jdbc.Sql;

/** Follows the references of a type to itself in the index. */
final class StoreHierarchy implements Hierarchy {
    private static final int MOST = 1000;
    private final Drivers drivers;

    StoreHierarchy(Drivers drivers) {
        this.drivers = drivers;
    }

    @Override
    public List<String> below(SearchParameter part, String type, String id) {
        return closure(part, id, next -> referring(part, type, next));
    }

    @Override
    public List<String> above(SearchParameter part, String type, String id) {
        int key = ParameterKey.VALUE.of(part, type, false);
        return closure(part, id, next -> drivers.targetIds(drivers.pids(type, List.of(next)), key, type));
    }

    private List<String> referring(SearchParameter part, String type, String id) {
        List<String> ids = new ArrayList<>();
        drivers.session()
                .each(
                        Sql.of(
                                "select t.id from index_reference r join resource t on t.pid = r.pid"
                                        + " where r.param = ? and r.target = ? and r.type = ?",
                                ParameterKey.VALUE.of(part, type, false),
                                id,
                                type),
                        row -> ids.add(row.getString(1)));
        return ids;
    }

    /** Breadth first; a circle ends by itself. */
    private static List<String> closure(
            SearchParameter part, String id, java.util.function.Function<String, List<String>> step) {
        Set<String> found = new LinkedHashSet<>(List.of(id));
        List<String> open = new ArrayList<>(found);
        while (!open.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (String one : open) {
                for (String other : step.apply(one)) {
                    if (found.add(other)) {
                        next.add(other);
                    }
                }
            }
            if (found.size() > MOST) {
                throw InvalidSearch.of(
                        IssueType.TOO_COSTLY,
                        part.code(),
                        "more than " + MOST + " resources stand above or below " + id);
            }
            open = next;
        }
        return List.copyOf(found);
    }
}
